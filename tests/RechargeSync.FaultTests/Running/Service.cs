using System.Globalization;

namespace RechargeSync.FaultTests.Running;

/// <summary>One of our services as a process of its own, at an address that outlives its restarts.</summary>
internal sealed class Service(string name, string project, IReadOnlyDictionary<string, string> environment, OutputLog log) : IDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);
    private static readonly HttpClient s_probe = new() { Timeout = TimeSpan.FromSeconds(2) };

    private readonly string _program = Programs.Built(project);
    private Child? _child;

    public string Name => name;

    public OutputLog Log => log;

    public Uri Address { get; } = new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Programs.FreePort()}"));

    public bool IsRunning => _child is { HasExited: false };

    /// <summary>The memory that it has in use, in bytes.</summary>
    public long MemoryBytes => File.ReadLines(string.Create(CultureInfo.InvariantCulture, $"/proc/{_child!.Id}/status"))
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
        _child = await Child.StartAsync(new ChildSpec(name, Programs.Dotnet, [_program], Path.GetDirectoryName(_program)!) { Environment = Variables() }, log);
        await Patience.UntilAsync($"{name} listens", s_start, () => ListensAsync(cancellationToken), cancellationToken);
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

    private Dictionary<string, string> Variables() => new(environment, StringComparer.Ordinal)
    {
        ["ASPNETCORE_URLS"] = Address.ToString(),
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["DOTNET_gcServer"] = "0",
        ["DOTNET_TieredPGO"] = "0",
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
        catch (Exception exception) when (exception is HttpRequestException || (exception is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
