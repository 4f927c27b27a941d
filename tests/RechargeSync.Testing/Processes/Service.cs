using System.Globalization;

namespace RechargeSync.Testing.Processes;

/// <summary>One of our services as a process of its own, at an address that outlives its restarts.</summary>
internal sealed class Service(
    string name,
    string project,
    IReadOnlyDictionary<string, string> environment,
    OutputLog log
) : IDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);

    // Many processes on few cores, none of which is measured: small heaps, and no time spent on learning.
    private static readonly Dictionary<string, string> s_small = new(StringComparer.Ordinal)
    {
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_TieredPGO"] = "0",
    };

    private static readonly HttpClient s_probe = new() { Timeout = TimeSpan.FromSeconds(2) };

    private Child? _child;

    /// <summary>The directory of the build that its next start takes; null is the one of this program.</summary>
    public string? Build { get; set; }

    public string Name => name;

    public OutputLog Log => log;

    /// <summary>The clock that it sees; null is the true one.</summary>
    public MovedClock? Clock { get; init; }

    /// <summary>How long it may take until it listens. Default one minute.</summary>
    public TimeSpan StartTime { get; init; } = s_start;

    /// <summary>The program's arguments.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>Settings of the runtime, in place of those that keep a process small.</summary>
    public IReadOnlyDictionary<string, string> Runtime { get; init; } = s_small;

    /// <summary>
    /// A file to which it prints by itself, so that nobody spends time on reading along; null prints to the log.
    /// </summary>
    public string? OutputFile { get; init; }

    public int ProcessId => _child!.Id;

    public Uri Address { get; } =
        new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Programs.FreePort()}"));

    public bool IsRunning => _child is { HasExited: false };

    /// <summary>The memory that it has in use, in bytes.</summary>
    public long MemoryBytes =>
        File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_child!.Id}/status"))
            .Where(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Select(line => long.Parse(line[6..^2], CultureInfo.InvariantCulture) * 1024)
            .First();

    /// <summary>Starts it and waits until it listens.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (IsRunning)
        {
            return;
        }

        _child?.Dispose();
        var program = Programs.Built(project, Build);
        _child = await Child.StartAsync(
            new ChildSpec(name, Programs.Dotnet, [program, .. Arguments], Path.GetDirectoryName(program)!)
            {
                Environment = Variables(),
                Clock = Clock,
                OutputFile = OutputFile,
            },
            log
        );
        await Until.TrueAsync(() => ListensAsync(cancellationToken), $"{name} listens", StartTime, cancellationToken);
    }

    /// <summary>SIGKILL.</summary>
    public Task KillAsync() => _child!.KillAsync();

    /// <summary>SIGTERM; returns the exit code.</summary>
    public Task<int> StopAsync() => _child!.StopAsync(Posix.SigTerm);

    public void Freeze() => _child!.Freeze();

    public void Thaw() => _child!.Thaw();

    public void Dispose()
    {
        _child?.Thaw();
        _child?.Dispose();
        log.Dispose();
    }

    private Dictionary<string, string> Variables() =>
        new(environment.Concat(Runtime), StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = Address.ToString(),
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
        };

    private async Task<bool> ListensAsync(CancellationToken cancellationToken)
    {
        if (!IsRunning)
        {
            throw new InvalidOperationException($"{name} ended while it was starting; see its log.");
        }

        try
        {
            using var answer = await s_probe.GetAsync(new Uri(Address, "/alive"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception exception)
            when (exception is HttpRequestException
                || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            return false;
        }
    }
}
