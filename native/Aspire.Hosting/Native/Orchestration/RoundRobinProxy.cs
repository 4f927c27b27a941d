using System.Net;
using System.Net.Sockets;

namespace Aspire.Hosting.Native;

/// <summary>Spreads the connections to one port over the processes of a service.</summary>
internal sealed class RoundRobinProxy : IAsyncDisposable
{
    private readonly int _port;
    private readonly IReadOnlyList<int> _ports;
    private readonly CancellationTokenSource _stop = new();
    private readonly Lazy<Task> _accepting;
    private int _next;

    /// <param name="port">The port that clients use.</param>
    /// <param name="ports">The ports of the processes.</param>
    public RoundRobinProxy(int port, IReadOnlyList<int> ports)
    {
        (_port, _ports) = (port, ports);
        _accepting = new Lazy<Task>(Listen);
    }

    /// <summary>Starts to listen, unless it does so already.</summary>
    /// <exception cref="DistributedApplicationException">Another program listens on the port.</exception>
    public void Start() => _ = _accepting.Value;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_accepting.IsValueCreated)
        {
            await _accepting.Value;
        }

        _stop.Dispose();
    }

    private Task Listen()
    {
        PortAllocator.ThrowIfTaken(_port);

        // Clients that say localhost come to IPv4 when IPv6 refuses them.
        var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();
        return AcceptAsync(listener, _stop.Token);
    }

    private async Task AcceptAsync(TcpListener listener, CancellationToken cancellationToken)
    {
        using (listener)
        {
            try
            {
                while (true)
                {
                    var client = await listener.AcceptTcpClientAsync(cancellationToken);
                    _ = ServeAsync(client, cancellationToken);
                }
            }
            catch (OperationCanceledException)
            {
            }
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
