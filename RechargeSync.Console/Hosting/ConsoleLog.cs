namespace RechargeSync.Console.Hosting;

/// <summary>Messages 6000 to 6099.</summary>
internal static partial class ConsoleLog
{
    [LoggerMessage(6001, LogLevel.Warning, "The charts of the last {Range} could not be made")]
    public static partial void SeriesFailed(this ILogger logger, Exception exception, string range);

    [LoggerMessage(6002, LogLevel.Warning, "Reading what happened failed; the live tail goes on with the next second")]
    public static partial void LiveFailed(this ILogger logger, Exception exception);

    [LoggerMessage(6003, LogLevel.Error, "A page could not be shown, or its form not be acted on")]
    public static partial void PageFailed(this ILogger logger, Exception exception);
}
