using System.Net;
using Microsoft.Extensions.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Console.Access;

/// <summary>On a developer's own machine, without anything configured, whoever calls is an operator.</summary>
internal sealed class DevelopmentIdentity(IOptions<AdminOptions> options, IHostEnvironment environment)
{
    private static readonly AdminCaller s_developer = new("developer", AdminRoles.Operator, "development");

    /// <summary>The developer; null elsewhere.</summary>
    public AdminCaller? Read(HttpContext context) =>
        environment.IsDevelopment() && !options.Value.KnowsCallers && IsOwnMachine(context) ? s_developer : null;

    // The name counts as well: a page of another site may have its own name lead to this machine. And what was
    // forwarded came from elsewhere.
    private static bool IsOwnMachine(HttpContext context) =>
        context.Connection.RemoteIpAddress is { } address
        && IPAddress.IsLoopback(address)
        && (
            context.Request.Host.Host is "localhost"
            || IPAddress.TryParse(context.Request.Host.Host.Trim('[', ']'), out var host) && IPAddress.IsLoopback(host)
        )
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded");
}
