using Microsoft.Extensions.Logging;

namespace RechargeSync.Core.Retention;

/// <summary>Messages 5000 to 5099.</summary>
internal static partial class RetentionLog
{
    [LoggerMessage(
        5000,
        LogLevel.Information,
        "Erased {Bodies} bodies and deleted {Attempts} failed attempts and {Entries} audit entries that have had their time"
    )]
    public static partial void Ended(this ILogger logger, int bodies, int attempts, int entries);

    [LoggerMessage(
        5001,
        LogLevel.Warning,
        "What has had its time could not be erased; it is tried again at the next round"
    )]
    public static partial void RetentionFailed(this ILogger logger, Exception exception);

    [LoggerMessage(5002, LogLevel.Debug, "The stored bodies could not be measured")]
    public static partial void MeasureFailed(this ILogger logger, Exception exception);
}
