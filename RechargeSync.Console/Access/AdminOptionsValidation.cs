using System.Net;
using Microsoft.Extensions.Options;
using RechargeSync.Console.Client;
using RechargeSync.Console.Listing;

namespace RechargeSync.Console.Access;

/// <summary>Checks section <c>Admin</c>.</summary>
/// <param name="required">True where a host must not start without anything by which callers can be known.</param>
internal sealed class AdminOptionsValidation(bool required) : IValidateOptions<AdminOptions>
{
    private const int ShortestPrefix = 8;
    private const int MostCalls = 100_000;

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
        problems.AddRange(
            options
                .Keys.Where(pair => pair.Key.EndsWith(AdminCaller.ProxySuffix, StringComparison.OrdinalIgnoreCase))
                .Select(pair => $"Admin:Keys:{pair.Key}: no name of a key ends in '{AdminCaller.ProxySuffix}'.")
        );
        CheckNetworks(options.Proxy, problems);
        CheckProxy(options.Proxy, problems);
        CheckSessions(options, problems);
        if (options.CallsPerSecond is < 1 or > MostCalls)
        {
            problems.Add($"Admin:CallsPerSecond must be from 1 to {MostCalls}.");
        }

        if (options.TraceUrl.Length > 0 && !IsTraceUrl(options.TraceUrl))
        {
            problems.Add("Admin:TraceUrl must be an http or https address with {traceId} in it.");
        }

        return problems.Count > 0 ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
    }

    private static void CheckSessions(AdminOptions options, List<string> problems)
    {
        if (options.SessionLimit < TimeSpan.FromMinutes(1) || options.SessionLimit > TimeSpan.FromDays(30))
        {
            problems.Add("Admin:SessionLimit must be between 00:01:00 and 30.00:00:00.");
        }

        if (options.SessionLifetime < TimeSpan.FromMinutes(1) || options.SessionLifetime > options.SessionLimit)
        {
            problems.Add("Admin:SessionLifetime must be between 00:01:00 and Admin:SessionLimit.");
        }
    }

    // Whatever a network's header says is believed: one that holds everybody makes everybody an operator.
    private static void CheckNetworks(AdminProxyOptions proxy, List<string> problems)
    {
        foreach (var text in proxy.KnownNetworks)
        {
            if (!IPNetwork.TryParse(text, out var network))
            {
                problems.Add($"Admin:Proxy:KnownNetworks: '{text}' is no network such as 10.1.0.0/16.");
            }
            else if (network.PrefixLength < ShortestPrefix)
            {
                problems.Add(
                    $"Admin:Proxy:KnownNetworks: '{text}' holds far more than your proxies, and all of it would be "
                        + $"believed: name their own addresses, in networks of /{ShortestPrefix} or smaller."
                );
            }
        }
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
