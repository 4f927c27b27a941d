using Microsoft.Extensions.Logging;

namespace RechargeSync.Core.Startup;

/// <summary>Messages 9500 to 9599.</summary>
internal static partial class StartupLog
{
    [LoggerMessage(9500, LogLevel.Warning, "{Check} was left out: what it looks at cannot be reached yet")]
    public static partial void CheckLeftOut(this ILogger logger, Exception exception, string check);
}
