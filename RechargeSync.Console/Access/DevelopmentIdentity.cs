using System.Net;
using Microsoft.Extensions.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Console.Access;

/// <summary>On a developer's own machine, without anything configured, whoever calls is an operator.</summary>
internal sealed class DevelopmentIdentity(IOptions<AdminOptions> options, IHostEnvironment environment)
{
    // What proxies and tunnels add, whatever they are told to hide.
    private static readonly string[] s_forwarded = ["X-Forwarded-", "CF-", "Tailscale-"];
    private static readonly string[] s_named = ["Forwarded", "Via", "X-Real-IP"];

    private static readonly AdminCaller s_developer = new("developer", AdminRoles.Operator, "development");

    /// <summary>Whether nobody is asked here who he is, as long as he calls from this machine.</summary>
    public bool IsOn => environment.IsDevelopment() && !options.Value.KnowsCallers;

    /// <summary>The developer; null elsewhere.</summary>
    public AdminCaller? Read(HttpContext context) => IsOn && IsOwnMachine(context) ? s_developer : null;

    // The name counts as well: a page of another site may have its own name lead to this machine. And what was
    // forwarded came from elsewhere.
    private static bool IsOwnMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && (
            context.Request.Host.Host is "localhost"
            || IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)
        )
        && !context.Request.Headers.Keys.Any(IsOfProxy);

    private static bool IsOfProxy(string header) =>
        s_named.Contains(header, StringComparer.OrdinalIgnoreCase)
        || s_forwarded.Any(prefix => header.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
