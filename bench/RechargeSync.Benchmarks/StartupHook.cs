using System.Net.Sockets;
using RechargeSync.Benchmarks.Measuring;

/// <summary>
/// Runs inside a measured process before its own code, and answers each connection with what the process has allocated.
/// </summary>
#pragma warning disable CA1050, MA0047 // The runtime looks for this name outside of every namespace.
internal static class StartupHook
#pragma warning restore CA1050, MA0047
{
    public static void Initialize()
    {
        var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var path = Environment.GetEnvironmentVariable(RuntimeProbe.SocketVariable)!;
        File.Delete(path);
        listener.Bind(new UnixDomainSocketEndPoint(path));
        listener.Listen();
        new Thread(() => Serve(listener)) { IsBackground = true, Name = "probe" }.Start();
    }

    private static void Serve(Socket listener)
    {
        while (true)
        {
            using var client = listener.Accept();
            client.Send(BitConverter.GetBytes(GC.GetTotalAllocatedBytes(precise: true)));
        }
    }
}
