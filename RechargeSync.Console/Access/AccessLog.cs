using System.Net;

namespace RechargeSync.Console.Access;

/// <summary>
/// Messages 6100 to 6199. They hold the caller's address: without it nobody could be found, or kept out.
/// </summary>
internal static partial class AccessLog
{
    [LoggerMessage(6100, LogLevel.Information, "{Name} ({Role}) signed in from {Address}")]
    public static partial void SignedIn(this ILogger logger, string name, string role, IPAddress? address);

    [LoggerMessage(6101, LogLevel.Information, "{Name} signed out from {Address}")]
    public static partial void SignedOut(this ILogger logger, string name, IPAddress? address);

    [LoggerMessage(6102, LogLevel.Warning, "A wrong key came from {Address}; {Count} since the line before")]
    public static partial void WrongKey(this ILogger logger, IPAddress? address, int count);

    [LoggerMessage(
        6103,
        LogLevel.Warning,
        "Whoever calls from this machine is an operator: the environment is Development, and no key is configured"
    )]
    public static partial void NobodyIsAsked(this ILogger logger);
}
