using System.Net;
using Microsoft.Extensions.Options;
using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;

namespace RechargeSync.Console.Access;

/// <summary>Checks section <c>Admin</c>.</summary>
/// <param name="required">True where a host must not start without anything by which callers can be known.</param>
internal sealed class AdminOptionsValidation(bool required) : IValidateOptions<AdminOptions>
{
    public ValidateOptionsResult Validate(string? name, AdminOptions options)
    {
        var problems = new List<string>();
        if (required && !options.KnowsCallers)
        {
            problems.Add(
                "Nobody could sign in: set Admin:Keys:{name}:Hash to the lower-case hex SHA-256 of a key, "
                    + "and Admin:Keys:{name}:Role to viewer or operator (or configure Admin:Proxy)."
            );
        }

        problems.AddRange(
            options
                .Keys.Where(pair => !IsHash(pair.Value.Hash))
                .Select(pair => $"Admin:Keys:{pair.Key}:Hash is the lower-case hex SHA-256 of a key, 64 characters.")
        );
        problems.AddRange(
            options
                .Keys.Where(pair => pair.Value.Role is not (AdminRoles.Viewer or AdminRoles.Operator))
                .Select(pair => $"Admin:Keys:{pair.Key}:Role is viewer or operator.")
        );
        CheckProxy(options.Proxy, problems);
        if (options.SessionLifetime < TimeSpan.FromMinutes(1) || options.SessionLifetime > TimeSpan.FromDays(30))
        {
            problems.Add("Admin:SessionLifetime must be between 00:01:00 and 30.00:00:00.");
        }

        if (options.TraceUrl.Length > 0 && !IsTraceUrl(options.TraceUrl))
        {
            problems.Add("Admin:TraceUrl must be an http or https address with {traceId} in it.");
        }

        return problems.Count > 0 ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }

    private static void CheckProxy(AdminProxyOptions proxy, List<string> problems)
    {
        if (proxy.Header.Length == 0)
        {
            return;
        }

        if (proxy.KnownNetworks.Count == 0)
        {
            problems.Add(
                "Admin:Proxy:KnownNetworks is required with Admin:Proxy:Header: anybody could send the header."
            );
        }

        problems.AddRange(
            proxy
                .KnownNetworks.Where(network => !IPNetwork.TryParse(network, out _))
                .Select(network => $"Admin:Proxy:KnownNetworks: '{network}' is no network such as 10.1.0.0/16.")
        );
        if (proxy.Operators.Count == 0 && proxy.Viewers.Count == 0)
        {
            problems.Add("Admin:Proxy lets nobody in: name Admin:Proxy:Operators or Admin:Proxy:Viewers.");
        }
    }

    private static bool IsHash(string text) => text.Length == 64 && text.All(char.IsAsciiHexDigitLower);

    private static bool IsTraceUrl(string text) =>
        text.Contains(TraceLinks.Place, StringComparison.Ordinal)
        && Uri.TryCreate(text.Replace(TraceLinks.Place, "0", StringComparison.Ordinal), UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https";
}
