using Microsoft.Extensions.Logging;

namespace RechargeSync.Core.Storage;

/// <summary>Messages 9000 to 9099.</summary>
internal static partial class StorageLog
{
    [LoggerMessage(9000, LogLevel.Information, "Another migrator is at work; this one waits until it has ended")]
    public static partial void WaitsForMigrator(this ILogger logger);

    [LoggerMessage(9001, LogLevel.Warning, "The first start of the stores could not be noted yet; it is tried again")]
    public static partial void FirstStartNotNoted(this ILogger logger, Exception exception);

    [LoggerMessage(
        9002,
        LogLevel.Warning,
        "Migration {Migration} did not get its locks (try {Attempt} of {Most}): it lets others through, and tries again"
    )]
    public static partial void WaitsForLock(this ILogger logger, string migration, int attempt, int most);
}
