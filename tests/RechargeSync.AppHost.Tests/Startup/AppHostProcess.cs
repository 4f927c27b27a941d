using System.Globalization;
using RechargeSync.Testing.Processes;

namespace RechargeSync.AppHost.Tests.Startup;

/// <summary>The built AppHost as a process of its own, on ports that nobody else uses.</summary>
internal sealed class AppHostProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("rechargesync-apphost-");
    private readonly OutputLog _log;
    private readonly Func<int> _started;
    private Child? _child;

    private AppHostProcess()
    {
        _log = new OutputLog("apphost", LogFile, []);
        _started = _log.Watch("Distributed application started");
    }

    private string LogFile => Path.Combine(_home.FullName, "apphost.log");

    /// <summary>What it has printed.</summary>
    public string Output => File.ReadAllText(LogFile);

    /// <summary>The folder of its stores.</summary>
    public string StoreFolder => Directory.GetDirectories(
        Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"rechargesync-run-{_child!.Id}-*")).Single();

    /// <summary>Starts it and waits until everything it starts is there.</summary>
    public static async Task<AppHostProcess> StartAsync(CancellationToken cancellationToken)
    {
        var apphost = new AppHostProcess();
        var program = Programs.Built("RechargeSync.AppHost");
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["DOTNET_ENVIRONMENT"] = "Development",
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{Programs.FreePort()}",
            ["ASPIRE_ALLOW_UNSECURED_TRANSPORT"] = "true",
            ["DcpPublisher__RandomizePorts"] = "true",
        };
        apphost._child = await Child.StartAsync(
            new ChildSpec("apphost", Programs.Dotnet, [program], Projects.RechargeSync_AppHost.ProjectPath)
            {
                Environment = environment,
            },
            apphost._log);
        await Patience.UntilAsync(
            "AppHost has started everything",
            s_patience,
            () => Task.FromResult(apphost._started() > 0),
            cancellationToken);
        return apphost;
    }

    /// <summary>Everything that it has started and that runs, by id and start time.</summary>
    public IReadOnlyList<(int Id, string Started)> Descendants()
    {
        var processes = Directory.GetDirectories("/proc")
            .Select(directory => int.TryParse(Path.GetFileName(directory), CultureInfo.InvariantCulture, out var id)
                ? Look(id)
                : null)
            .OfType<Seen>().ToList();
        return
        [
            .. Below(_child!.Id)
                .DistinctBy(process => process.Id)
                .Select(process => (process.Id, process.Started)),
        ];

        // The orchestrator is nobody's child: it is told whom to watch.
        IEnumerable<Seen> Below(int parent) => processes
            .Where(process => process.Parent == parent || process.Watched == parent)
            .SelectMany(process => Below(process.Id).Prepend(process));
    }

    /// <summary>Sends a signal that asks it to end, and waits for that; returns the exit code.</summary>
    public Task<int> StopAsync(int signal) => _child!.StopAsync(signal);

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => _child!.KillAsync();

    /// <summary>Waits until none of the processes runs any more.</summary>
    public static Task UntilGoneAsync(
        IReadOnlyList<(int Id, string Started)> processes, CancellationToken cancellationToken) =>
        Patience.UntilAsync(
            "everything that AppHost had started is gone",
            s_patience,
            () => Task.FromResult(!processes.Any(process => Look(process.Id)?.Started == process.Started)),
            cancellationToken);

    public ValueTask DisposeAsync()
    {
        _child?.Dispose();
        _log.Dispose();
        _home.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    private static Seen? Look(int id)
    {
        try
        {
            // After the name, which may hold anything: state, parent, …, start time as field 22 of all.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/stat"));
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            var arguments = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{id}/cmdline"))
                .Split('\0');
            var watched = Array.IndexOf(arguments, "--monitor") is >= 0 and var at
                ? int.Parse(arguments[at + 1], CultureInfo.InvariantCulture)
                : 0;
            return fields[0] == "Z"
                ? null
                : new Seen(id, int.Parse(fields[1], CultureInfo.InvariantCulture), watched, fields[19]);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private sealed record Seen(int Id, int Parent, int Watched, string Started);
}
