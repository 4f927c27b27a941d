using Microsoft.Extensions.DependencyInjection;
using RechargeSync.AppHost.Startup;

namespace RechargeSync.AppHost.Tests.Model;

/// <summary>AppHost's model, built and not started.</summary>
internal static class AppHostModel
{
    /// <summary>As <c>dotnet run</c> builds it.</summary>
    public static Task<IDistributedApplicationTestingBuilder> OfRunAsync(params string[] args) =>
        DistributedApplicationTestingBuilder.CreateAsync<Projects.RechargeSync_AppHost>(args);

    /// <summary>As it is published.</summary>
    public static Task<IDistributedApplicationTestingBuilder> OfPublishingAsync(params string[] args) =>
        OfRunAsync(["--operation", "publish", "--publisher", "manifest", .. args]);

    public static IResource Named(this IDistributedApplicationTestingBuilder appHost, string name) =>
        appHost.Resources.Single(resource => string.Equals(resource.Name, name, StringComparison.Ordinal));

    /// <summary>The project resources of our own, without the helpers that Aspire adds.</summary>
    public static IEnumerable<ProjectResource> Projects(this IDistributedApplicationTestingBuilder appHost) =>
        appHost.Resources.OfType<ProjectResource>();

    /// <summary>What would keep it from starting.</summary>
    public static IEnumerable<string> Problems(this IDistributedApplicationTestingBuilder appHost) =>
        appHost
            .Services.Select(service => service.ImplementationInstance)
            .OfType<StartCheck>()
            .SelectMany(check => check.FindProblems());

    /// <summary>What a resource is given as environment, as a manifest would say it.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> EnvironmentOfAsync(
        this IDistributedApplicationTestingBuilder appHost,
        string name
    )
    {
        var configuration = await ConfigurationOfAsync(appHost, name);
        return configuration.EnvironmentVariables.ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>What a resource is given as arguments.</summary>
    public static async Task<IReadOnlyList<string>> ArgumentsOfAsync(
        this IDistributedApplicationTestingBuilder appHost,
        string name
    )
    {
        var configuration = await ConfigurationOfAsync(appHost, name);
        return [.. configuration.Arguments.Select(argument => argument.Value)];
    }

    private static async Task<IExecutionConfigurationResult> ConfigurationOfAsync(
        IDistributedApplicationTestingBuilder appHost,
        string name
    )
    {
        await using var app = await appHost.BuildAsync();
        return await ExecutionConfigurationBuilder
            .Create(appHost.Named(name))
            .WithEnvironmentVariablesConfig()
            .WithArgumentsConfig()
            .BuildAsync(app.Services.GetRequiredService<DistributedApplicationExecutionContext>());
    }
}
