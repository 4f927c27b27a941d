using Microsoft.Extensions.Logging;

namespace RechargeSync.Core.Recharge;

/// <summary>Messages 4000 to 4999.</summary>
internal static partial class RechargeLog
{
    [LoggerMessage(4001, LogLevel.Warning, "The rate limit of store {Store} cannot be read; calls go ahead without it")]
    public static partial void RateLimiterAway(this ILogger logger, Exception exception, string store);

    [LoggerMessage(
        4002,
        LogLevel.Warning,
        "Writes for one address of store {Store} are not kept apart while Redis is away"
    )]
    public static partial void AddressLockAway(this ILogger logger, Exception exception, string store);
}
