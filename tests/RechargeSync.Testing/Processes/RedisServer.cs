using System.Globalization;
using System.Net.Sockets;

namespace RechargeSync.Testing.Processes;

/// <summary>
/// A real Redis without persistence: a kill loses all it holds, which is the worst that can happen to it.
/// </summary>
internal sealed class RedisServer(string directory, OutputLog log) : IDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(30);
    private readonly int _port = Programs.FreePort();
    private Child? _child;

    public string ConnectionString => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{_port}");

    public int ProcessId => _child!.Id;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _child?.Dispose();
        _child = await Child.StartAsync(
            new ChildSpec(
                "redis",
                Programs.Redis,
                [
                    "--port",
                    _port.ToString(CultureInfo.InvariantCulture),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--appendonly",
                    "no",
                    "--maxmemory-policy",
                    "noeviction",
                    "--dir",
                    directory,
                ],
                directory
            ),
            log
        );
        await Until.TrueAsync(AnswersAsync, "Redis answers", s_start, cancellationToken);
    }

    public Task KillAsync() => _child!.KillAsync();

    public void Freeze() => _child!.Freeze();

    public void Thaw() => _child!.Thaw();

    /// <summary>Sends one command over a connection of its own.</summary>
    /// <exception cref="IOException">Redis is away, or it answered an error.</exception>
    public async Task<object?> SendAsync(params string[] command)
    {
        using var client = new TcpClient();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
        try
        {
            await client.ConnectAsync("127.0.0.1", _port, deadline.Token);
        }
        catch (SocketException exception)
        {
            throw new IOException("Redis is away.", exception);
        }

        await using var stream = client.GetStream();
        return await RedisWire.ExchangeAsync(stream, command, deadline.Token);
    }

    public void Dispose() => _child?.Dispose();

    private async Task<bool> AnswersAsync()
    {
        try
        {
            return await SendAsync("PING") is "PONG";
        }
        catch (IOException)
        {
            return false;
        }
    }
}
