using System.Reflection;
using Aspire.Hosting.Native;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>What is different under test.</summary>
internal static class TestConfiguration
{
    public static void Apply(DistributedApplicationOptions options, HostApplicationBuilderSettings settings, string[] args, Assembly? appHost)
    {
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;
        var directory = appHost?.GetCustomAttributes<AssemblyMetadataAttribute>()
            .FirstOrDefault(a => string.Equals(a.Key, "AppHostProjectPath", StringComparison.Ordinal))?.Value;
        var profile = directory is null ? null : LaunchProfile.Find(directory, name: null, preferred: null);

        // As a person would start it: with the environment of AppHost's launch profile. The test's own arguments win.
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection((profile?.Environment ?? []).Select(v => new KeyValuePair<string, string?>(v.Key, v.Value)));
        string[] environment = profile?.Variables.GetValueOrDefault("DOTNET_ENVIRONMENT") is { } name ? [$"--environment={name}"] : [];
        options.Args = ["--DcpPublisher:RandomizePorts=true", .. environment, .. args];
    }
}
