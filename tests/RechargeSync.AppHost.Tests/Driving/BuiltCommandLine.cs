using System.Diagnostics;
using System.Text.Json;

namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>The built command line, each run a process of its own.</summary>
internal sealed class BuiltCommandLine(Uri console)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    // artifacts/bin/{project}/{configuration}: beside the tests' own.
    private static readonly DirectoryInfo s_own = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));

    private static readonly string s_program = Path.Combine(
        s_own.Parent!.Parent!.FullName,
        "RechargeSync.Cli",
        s_own.Name,
        "RechargeSync.Cli.dll"
    );

    /// <summary>Connects to the Console of a running system.</summary>
    public static async Task<BuiltCommandLine> ConnectAsync(DistributedApplication app)
    {
        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("console", deadline.Token);
        return new BuiltCommandLine(app.GetEndpoint("console"));
    }

    /// <summary>Runs it to its end.</summary>
    public async Task<(int ExitCode, string Out, string Error)> RunAsync(params string[] args)
    {
        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);
        using var process = Start(args);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var error = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return (process.ExitCode, await output, await error);
    }

    /// <summary>Runs it with <c>--json</c> and reads its one document.</summary>
    public async Task<JsonElement> JsonAsync(params string[] args)
    {
        var (exitCode, output, error) = await RunAsync([.. args, "--json"]);
        Assert.True(exitCode == 0, $"{string.Join(' ', args)} ended with {exitCode}: {error}");
        using var document = JsonDocument.Parse(output);
        return document.RootElement.Clone();
    }

    /// <summary>Repeats a verb until its document fits.</summary>
    public async Task<JsonElement> UntilAsync(Func<JsonElement, bool> fits, params string[] args)
    {
        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);
        while (true)
        {
            var (exitCode, output, _) = await RunAsync([.. args, "--json"]);
            if (exitCode == 0)
            {
                using var document = JsonDocument.Parse(output);
                if (fits(document.RootElement))
                {
                    return document.RootElement.Clone();
                }
            }

            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, deadline.Token);
        }
    }

    /// <summary>Starts it and leaves it running.</summary>
    public Process Start(params string[] args)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH");
        var start = new ProcessStartInfo(string.IsNullOrEmpty(host) ? "dotnet" : host, [s_program, .. args])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["RECHARGESYNC_URL"] = console.ToString();
        return Process.Start(start)!;
    }
}
