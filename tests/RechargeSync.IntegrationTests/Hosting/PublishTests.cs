using System.Text.Json;
using RechargeSync.Testing.Processes;

namespace RechargeSync.IntegrationTests.Hosting;

/// <summary>What leaves a developer's machine.</summary>
public sealed class PublishTests
{
    [Theory]
    [InlineData("RechargeSync.Webhooks")]
    [InlineData("RechargeSync.Worker")]
    [InlineData("RechargeSync.Console")]
    [InlineData("RechargeSync.MockPlatform")]
    public async Task Settings_for_development_are_not_published(string project)
    {
        var output = await Launcher.RunAsync(
            new ChildSpec("msbuild", Programs.Dotnet, ["msbuild", project, "-getItem:Content"], Root()),
            CancellationToken.None
        );
        var settings = JsonDocument
            .Parse(output)
            .RootElement.GetProperty("Items")
            .GetProperty("Content")
            .EnumerateArray()
            .Single(item => item.GetProperty("Identity").GetString() == "appsettings.Development.json");
        Assert.Equal("Never", settings.GetProperty("CopyToPublishDirectory").GetString());
    }

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "RechargeSync.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run in no checkout.");
        }

        return directory.FullName;
    }
}
