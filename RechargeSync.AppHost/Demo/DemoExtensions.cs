using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace RechargeSync.AppHost.Demo;

/// <summary>Adds the demo to AppHost.</summary>
internal static class DemoExtensions
{
    /// <summary>
    /// Plays a short demo once everything is healthy: on by default, off under test (the testing host is the one that
    /// randomises ports), and <c>Demo:Enabled</c> has the last word.
    /// </summary>
    public static void AddDemo(
        this IDistributedApplicationBuilder builder,
        IResourceBuilder<ProjectResource> webhooks,
        IResourceBuilder<ProjectResource> worker,
        IResourceBuilder<ProjectResource> mock,
        IResourceBuilder<ProjectResource> console,
        IResourceBuilder<ParameterResource> accessToken
    )
    {
        var isUnderTest = builder.Configuration.GetValue("DcpPublisher:RandomizePorts", defaultValue: false);
        if (builder.Configuration.GetValue("Demo:Enabled", defaultValue: !isUnderTest))
        {
            builder.Services.AddSingleton(
                new DemoStage(
                    webhooks.GetEndpoint("http"),
                    worker.GetEndpoint("http"),
                    mock.GetEndpoint("http"),
                    console.GetEndpoint("http"),
                    accessToken.Resource,
                    DashboardLink(builder.Configuration)
                )
            );
            builder.Services.AddHostedService<DemoPlayer>();
        }
    }

    // Aspire prints the link when it starts; at the end of the demo it has scrolled away.
    private static string? DashboardLink(ConfigurationManager configuration) =>
        configuration["ASPNETCORE_URLS"] is { Length: > 0 } addresses
        && configuration["AppHost:BrowserToken"] is { Length: > 0 } token
            ? $"{addresses.Split(';')[0]}/login?t={token}"
            : null;
}
