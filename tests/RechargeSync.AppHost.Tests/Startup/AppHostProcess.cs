using System.Globalization;
using RechargeSync.Testing;
using RechargeSync.Testing.Processes;

namespace RechargeSync.AppHost.Tests.Startup;

/// <summary>The built AppHost as a process of its own, on ports that nobody else uses.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    // Fifteen seconds alone; other test projects, with a browser of their own, may have the machine meanwhile.
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("rechargesync-apphost-");
    private readonly OutputLog _log;
    private readonly Func<int> _startLines;
    private Child? _child;

    private AppHostProcess()
    {
        _log = new OutputLog("apphost", LogFile, []);
        _startLines = _log.Watch("Distributed application started");
    }

    private string LogFile => Path.Combine(_home.FullName, "apphost.log");

    /// <summary>The folder of its stores.</summary>
    public string StoreFolder =>
        Directory
            .GetDirectories(
                AppHost.Stores.StoreFolder.TemporaryFiles(),
                string.Create(CultureInfo.InvariantCulture, $"rechargesync-run-{_child!.Id}-*")
            )
            .Single();

    /// <summary>Starts it and waits until everything it starts is there.</summary>
    public static async Task<AppHostProcess> StartAsync(CancellationToken cancellationToken)
    {
        var apphost = new AppHostProcess();
        try
        {
            await apphost.BeginAsync("processes");
            await Until.TrueAsync(
                () => apphost._startLines() > 0,
                "AppHost has started everything",
                s_patience,
                cancellationToken
            );
            return apphost;
        }
        catch (TimeoutException exception)
        {
            var output = await File.ReadAllTextAsync(apphost.LogFile, cancellationToken);
            await apphost.DisposeAsync();
            throw new TimeoutException($"{exception.Message} It said: {output}", exception);
        }
        catch
        {
            await apphost.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs it to its end.</summary>
    /// <param name="stores">What its stores run as.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<(int ExitCode, string Output)> RunAsync(string stores, CancellationToken cancellationToken)
    {
        await using var apphost = new AppHostProcess();
        await apphost.BeginAsync(stores);
        var exitCode = await apphost._child!.WaitAsync(cancellationToken);
        return (exitCode, await File.ReadAllTextAsync(apphost.LogFile, cancellationToken));
    }

    /// <summary>Everything that it has started and that runs, by id and start time.</summary>
    public IReadOnlyList<(int Id, string Started)> Descendants()
    {
        var processes = Directory
            .GetDirectories("/proc")
            .Select(directory =>
                int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id) ? Look(id) : null
            )
            .OfType<Seen>()
            .ToList();
        return
        [
            .. Below(_child!.Id).DistinctBy(process => process.Id).Select(process => (process.Id, process.Started)),
        ];

        // The orchestrator is nobody's child: it is told whom to watch.
        IEnumerable<Seen> Below(int parent) =>
            processes
                .Where(process => process.Parent == parent || process.Watched == parent)
                .SelectMany(process => Below(process.Id).Prepend(process));
    }

    /// <summary>Sends a signal that asks it to end, and waits for that; returns the exit code.</summary>
    public Task<int> StopAsync(int signal) => _child!.StopAsync(signal);

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => _child!.KillAsync();

    /// <summary>Waits until none of the processes runs any more.</summary>
    public static Task UntilGoneAsync(
        IReadOnlyList<(int Id, string Started)> processes,
        CancellationToken cancellationToken
    ) =>
        Until.TrueAsync(
            () => Task.FromResult(!processes.Any(process => Look(process.Id)?.Started == process.Started)),
            "everything that AppHost had started is gone",
            s_patience,
            cancellationToken
        );

    public ValueTask DisposeAsync()
    {
        _child?.Dispose();
        _log.Dispose();
        _home.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private async Task BeginAsync(string stores)
    {
        var program = Programs.Built("RechargeSync.AppHost");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Programs.FreePort()}",
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
            ["DcpPublisher__RandomizePorts"] = "true",
            ["Stores"] = stores,
        };
        _child = await Child.StartAsync(
            new ChildSpec("apphost", Programs.Dotnet, [program], Projects.RechargeSync_AppHost.ProjectPath)
            {
                Environment = environment,
            },
            _log
        );
    }

    private static Seen? Look(int id)
    {
        var process = string.Create(CultureInfo.InvariantCulture, $"/proc/{id}");
        try
        {
            // After the name, which may hold anything: state, parent, …, start time as field 22 of all.
            var stat = File.ReadAllText(Path.Combine(process, "stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var arguments = File.ReadAllText(Path.Combine(process, "cmdline")).Split('\0');
            return fields[0] == "Z"
                ? null
                : new Seen(id, int.Parse(fields[1], CultureInfo.InvariantCulture), WatchedBy(arguments), fields[19]);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // dcp … --monitor ID
    private static int WatchedBy(string[] arguments) =>
        Path.GetFileName(arguments[0]) == "dcp"
        && Array.IndexOf(arguments, "--monitor") is >= 0 and var at
        && int.TryParse(arguments[at + 1], CultureInfo.InvariantCulture, out var id)
            ? id
            : 0;

    private sealed record Seen(int Id, int Parent, int Watched, string Started);
}
