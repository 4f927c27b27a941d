using Microsoft.Extensions.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Console.Access;

/// <summary>Reads the header of a trusted reverse proxy.</summary>
internal sealed class ProxyIdentity(IOptions<AdminOptions> options, CallerAddress addresses)
{
    private const string Everybody = "*";
    private const int LongestName = 200;

    private readonly AdminProxyOptions _proxy = options.Value.Proxy;

    /// <summary>
    /// Whom the proxy names; null where it is off, the header did not come from it, or the name has no role.
    /// </summary>
    public AdminCaller? Read(HttpContext context)
    {
        if (
            _proxy.Header.Length == 0
            || !addresses.IsProxy(context.Connection.RemoteIpAddress)
            || context.Request.Headers[_proxy.Header] is not [{ Length: > 0 and <= LongestName } name]
            || name.Any(char.IsControl)
        )
        {
            return null;
        }

        // Two names in one header: somebody put his own beside the proxy's.
        return name.Contains(',', StringComparison.Ordinal) ? null
            : Names(_proxy.Operators, name) ? new AdminCaller(name, AdminRoles.Operator, AdminCaller.ByProxy)
            : Names(_proxy.Viewers, name) || Names(_proxy.Viewers, Everybody)
                ? new AdminCaller(name, AdminRoles.Viewer, AdminCaller.ByProxy)
            : null;
    }

    private static bool Names(IList<string> names, string name) =>
        names.Contains(name, StringComparer.OrdinalIgnoreCase);
}
