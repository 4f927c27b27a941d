using System.Diagnostics;
using System.IO.Compression;
using System.Xml.Linq;

namespace RechargeSync.Cli.Tests;

/// <summary>The packed tool holds the client and what a command line needs, and nothing of the product.</summary>
public sealed class PackageTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);

    // artifacts/bin/{project}/{configuration}
    private static readonly DirectoryInfo s_own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    private readonly DirectoryInfo _packages = Directory.CreateTempSubdirectory("rechargesync-package-");

    public void Dispose() => _packages.Delete(recursive: true);

    [Fact]
    public async Task Tool_needs_no_database_no_web_host_and_nothing_of_the_product()
    {
        await PackAsync();
        await using var package = await ZipFile.OpenReadAsync(
            Assert.Single(_packages.EnumerateFiles("*.nupkg")).FullName
        );
        Assert.Equal(
            [
                "RechargeSync.Cli.dll",
                "RechargeSync.Console.Client.dll",
                "Spectre.Console.dll",
                "System.CommandLine.dll",
            ],
            package
                .Entries.Select(entry => entry.Name)
                .Where(name => name.EndsWith(".dll", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
            StringComparer.Ordinal
        );

        await using var settings = await package
            .Entries.Single(entry => entry.Name == "DotnetToolSettings.xml")
            .OpenAsync();
        var command = (await XDocument.LoadAsync(settings, LoadOptions.None, default)).Descendants("Command").Single();
        Assert.Equal("rechargesync", command.Attribute("Name")?.Value);
    }

    private async Task PackAsync()
    {
        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH");
        var project = Path.Combine(s_own.Parent!.Parent!.Parent!.Parent!.FullName, "RechargeSync.Cli");
        using var pack = Process.Start(
            new ProcessStartInfo(
                string.IsNullOrEmpty(host) ? "dotnet" : host,
                ["pack", project, "--no-build", "-c", s_own.Name, "-o", _packages.FullName]
            )
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
        var said = await pack.StandardOutput.ReadToEndAsync(deadline.Token);
        await pack.WaitForExitAsync(deadline.Token);
        Assert.True(pack.ExitCode == 0, said);
    }
}
