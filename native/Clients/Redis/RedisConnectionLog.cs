using System.Net;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Aspire.StackExchange.Redis;

/// <summary>Tells when the connection to Redis is lost and when it is back.</summary>
internal static partial class RedisConnectionLog
{
    public static void Follow(ConnectionMultiplexer connection, ILogger logger)
    {
        connection.ConnectionFailed += (_, e) => logger.ConnectionFailed(e.EndPoint, e.ConnectionType, e.FailureType);
        connection.ConnectionRestored += (_, e) => logger.ConnectionRestored(e.EndPoint, e.ConnectionType);
        if (!connection.IsConnected)
        {
            logger.NotConnected();
        }
    }

    [LoggerMessage(8501, LogLevel.Warning, "Redis {Endpoint}: {ConnectionType} connection failed ({FailureType}); reconnecting")]
    private static partial void ConnectionFailed(
        this ILogger logger, EndPoint endpoint, ConnectionType connectionType, ConnectionFailureType failureType);

    [LoggerMessage(8502, LogLevel.Information, "Redis {Endpoint}: {ConnectionType} connection restored")]
    private static partial void ConnectionRestored(this ILogger logger, EndPoint endpoint, ConnectionType connectionType);

    [LoggerMessage(8503, LogLevel.Warning, "Redis does not answer yet; connecting goes on in the background")]
    private static partial void NotConnected(this ILogger logger);
}
