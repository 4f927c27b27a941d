using System.Globalization;
using System.Net.NetworkInformation;
using Microsoft.Extensions.Configuration;

namespace RechargeSync.AppHost.Startup;

/// <summary>
/// Ports that are the same in each run. Aspire itself says nothing where one is taken: the stranger who listens there
/// would answer health checks and webhooks.
/// </summary>
internal static class FixedPorts
{
    // The dashboard's page and its two ports for services, from launchSettings.json.
    private static readonly string[] s_dashboardKeys =
    [
        "ASPNETCORE_URLS",
        "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL",
        "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL",
    ];

    /// <summary>Refuses the start where another program listens on a port that this one needs.</summary>
    public static void AddFixedPortCheck(this IDistributedApplicationBuilder builder) =>
        builder.AddStartCheck(() => FindTaken(Needed(builder), Listening()));

    /// <summary>One line for each port that is needed and taken.</summary>
    internal static IEnumerable<string> FindTaken(
        IEnumerable<(string Name, int Port)> needed,
        IReadOnlySet<int> listening
    ) =>
        needed
            .Where(need => listening.Contains(need.Port))
            .Select(need =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Port {need.Port}, which '{need.Name}' needs, is in use by another program: stop that program "
                        + $"(does AppHost run already?), or change the port in the launchSettings.json of '{need.Name}'."
                )
            );

    /// <summary>Every fixed port of the model, with the name of who needs it.</summary>
    internal static IEnumerable<(string Name, int Port)> Needed(IDistributedApplicationBuilder builder)
    {
        // Under test Aspire gives every endpoint that goes through its proxy a port of its own, and there is no
        // dashboard.
        var isRandom = builder.Configuration.GetValue("DcpPublisher:RandomizePorts", defaultValue: false);
        var ofResources =
            from resource in builder.Resources
            from endpoint in resource.Annotations.OfType<EndpointAnnotation>()
            where endpoint.Port is not null && !(isRandom && endpoint.IsProxied)
            select (resource.Name, endpoint.Port!.Value);
        return isRandom
            ? ofResources
            : ofResources.Concat(
                s_dashboardKeys
                    .SelectMany(key =>
                        (builder.Configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries)
                    )
                    .Select(address => ("AppHost", new Uri(WithHost(address)).Port))
            );
    }

    // "Any address" is written with a sign that is no name of a host.
    private static string WithHost(string address) =>
        address.Replace("//*", "//localhost").Replace("//+", "//localhost");

    private static HashSet<int> Listening() =>
        [.. IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Select(listener => listener.Port)];
}
