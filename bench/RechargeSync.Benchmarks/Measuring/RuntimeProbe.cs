using System.Net.Sockets;

namespace RechargeSync.Benchmarks.Measuring;

/// <summary>
/// Asks a .NET process for its allocations, through the socket that <see cref="StartupHook"/> opens in it. So the
/// shipped programs are measured as they are, without a debugger or a profiler.
/// </summary>
internal sealed class RuntimeProbe(string directory, string name)
{
    public const string SocketVariable = "RECHARGESYNC_PROBE";

    private readonly string _socket = Path.Combine(directory, name + ".sock");

    /// <summary>What the process needs to be given.</summary>
    public Dictionary<string, string> Environment =>
        new(StringComparer.Ordinal)
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(RuntimeProbe).Assembly.Location,
            [SocketVariable] = _socket,
        };

    /// <summary>Bytes that the process has allocated since its start.</summary>
    public long ReadAllocatedBytes()
    {
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Connect(new UnixDomainSocketEndPoint(_socket));
        var answer = new byte[sizeof(long)];
        var length = 0;
        while (length < answer.Length && client.Receive(answer.AsSpan(length)) is > 0 and var read)
        {
            length += read;
        }

        return BitConverter.ToInt64(answer);
    }
}
