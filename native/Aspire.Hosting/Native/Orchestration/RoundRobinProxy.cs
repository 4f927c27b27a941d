using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Native;

/// <summary>Spreads the connections to one port over the processes of a service.</summary>
internal sealed class RoundRobinProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly IReadOnlyList<int> _ports;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _next;

    public RoundRobinProxy(int port, IReadOnlyList<int> ports)
    {
        _ports = ports;

        // Clients that say localhost come to IPv4 when IPv6 refuses them.
        _listener = new TcpListener(IPAddress.Loopback, port);
        _listener.Start();
        _accepting = AcceptAsync(_stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Dispose();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync(CancellationToken cancellationToken)
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(cancellationToken);
                _ = ServeAsync(client, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    private async Task ServeAsync(TcpClient client, CancellationToken cancellationToken)
    {
        using (client)
        {
            try
            {
                using var server = await ConnectAsync(cancellationToken);
                if (server is null)
                {
                    return;
                }

                await using var down = client.GetStream();
                await using var up = server.GetStream();
                await Task.WhenAny(down.CopyToAsync(up, cancellationToken), up.CopyToAsync(down, cancellationToken));
            }
            catch (Exception exception) when (exception is IOException or SocketException or OperationCanceledException)
            {
                // One side went away: the other side's connection is closed too.
            }
        }
    }

    private async Task<TcpClient?> ConnectAsync(CancellationToken cancellationToken)
    {
        var first = Interlocked.Increment(ref _next);
        for (var i = 0; i < _ports.Count; i++)
        {
            var server = new TcpClient { NoDelay = true };
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _ports[(int)((uint)(first + i) % (uint)_ports.Count)], cancellationToken);
                return server;
            }
            catch (SocketException)
            {
                // That process is down: the next one gets the connection.
                server.Dispose();
            }
        }

        return null;
    }
}
