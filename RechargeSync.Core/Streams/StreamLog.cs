using Microsoft.Extensions.Logging;
using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Streams;

/// <summary>Messages 2000 to 2999.</summary>
internal static partial class StreamLog
{
    [LoggerMessage(
        2001,
        LogLevel.Warning,
        "The stream cannot be reached; deliveries are stored, and workers find them there"
    )]
    public static partial void StreamAway(this ILogger logger, Exception? exception);

    [LoggerMessage(2002, LogLevel.Information, "The stream can be reached again")]
    public static partial void StreamBack(this ILogger logger);

    [LoggerMessage(2003, LogLevel.Information, "Reading the stream as consumer {Consumer}")]
    public static partial void ConsumerStarted(this ILogger logger, string consumer);

    [LoggerMessage(2004, LogLevel.Warning, "Reading the stream failed; trying again")]
    public static partial void ReadFailed(this ILogger logger, Exception exception);

    [LoggerMessage(2005, LogLevel.Warning, "{Count} entries of other consumers were claimed")]
    public static partial void Claimed(this ILogger logger, int count);

    [LoggerMessage(
        2006,
        LogLevel.Error,
        "Work on {ResourceKey} of store {Store} failed unexpectedly; it stays stored and is tried again"
    )]
    public static partial void WorkFailed(
        this ILogger logger,
        Exception exception,
        string store,
        ResourceKey resourceKey
    );

    [LoggerMessage(2007, LogLevel.Information, "Stopped reading; {Count} entries under way are finished first")]
    public static partial void Draining(this ILogger logger, int count);

    [LoggerMessage(
        2008,
        LogLevel.Warning,
        "The consumer group was missing and has been created at the stream's beginning"
    )]
    public static partial void GroupCreated(this ILogger logger);

    [LoggerMessage(2009, LogLevel.Information, "Consumer {Consumer} is gone for long, and taken out of the group")]
    public static partial void ConsumerRemoved(this ILogger logger, string consumer);

    [LoggerMessage(2010, LogLevel.Debug, "The stream could not be tidied; it is tried again")]
    public static partial void KeepFailed(this ILogger logger, Exception exception);
}
