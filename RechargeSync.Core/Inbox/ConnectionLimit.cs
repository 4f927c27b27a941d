using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Inbox;

/// <summary>
/// Closes connections that are too many, of one source or of all, before anything is read from them. The server's own
/// limit knows no sources, and logs a warning for each connection that it closes.
/// </summary>
internal sealed class ConnectionLimit(IOptions<InboxOptions> options, InboxMetrics metrics)
{
    private readonly SourceBudget _connections = new(
        options.Value.MaxConnections,
        options.Value.MaxConnectionsPerSource
    );

    /// <summary>Serves a connection, or closes it.</summary>
    public async Task ServeAsync(ConnectionContext connection, ConnectionDelegate serve)
    {
        var source = NetworkSource.Of((connection.RemoteEndPoint as IPEndPoint)?.Address);
        if (!_connections.TryTake(source, 1))
        {
            metrics.ConnectionClosed();
            connection.Abort();
            return;
        }

        try
        {
            await serve(connection);
        }
        finally
        {
            _connections.GiveBack(source, 1);
        }
    }
}
