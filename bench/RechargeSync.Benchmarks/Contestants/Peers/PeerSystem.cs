using System.Globalization;
using Npgsql;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Measuring;
using RechargeSync.Benchmarks.Rig;
using RechargeSync.Testing;

namespace RechargeSync.Benchmarks.Contestants.Peers;

/// <summary>
/// A system of another make below <c>bench/peers</c>: a script <c>run.sh</c> with the roles install, ingress and
/// worker, and the environment tells it the rest.
/// </summary>
internal sealed class PeerSystem : IContestant
{
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_longestRest = TimeSpan.FromMinutes(2);
    private static readonly HttpClient s_probe = new() { Timeout = TimeSpan.FromSeconds(2) };

    private readonly TestRig _rig;
    private readonly string _directory;
    private readonly IPeerQueue _queue;
    private readonly Dictionary<string, string> _environment;
    private readonly List<Child> _workers = [];
    private Child? _ingress;
    private int _started;

    public PeerSystem(TestRig rig, string name, string directory, Database database, IPeerQueue queue, Uri stub)
    {
        (_rig, Name, _directory, Database, _queue) = (rig, name, directory, database, queue);
        var port = new NpgsqlConnectionStringBuilder(rig.Postgres.ConnectionString).Port;
        Ingress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Programs.FreePort()}"));
        _environment = new(StringComparer.Ordinal)
        {
            ["PORT"] = Ingress.Port.ToString(CultureInfo.InvariantCulture),
            ["PG_URL"] = string.Create(CultureInfo.InvariantCulture, $"postgres://postgres@127.0.0.1:{port}/{name}"),
            ["PLATFORM_URL"] = new Uri(stub, "platform").ToString(),
            ["RECHARGE_URL"] = new Uri(stub, "recharge").ToString(),
            ["CLIENT_SECRET"] = BenchStore.Default.ClientSecret,
            ["ACCESS_TOKEN"] = BenchStore.Default.AccessToken,
        };
        if (queue.Address is { } address)
        {
            _environment[address.Key] = address.Value;
        }
    }

    public string Name { get; }

    public Uri Ingress { get; }

    public bool IsDurable => true;

    public Database Database { get; }

    public long PeakMemoryBytes => _workers.Append(_ingress!).Sum(program => ProcessMemory.Peak(program.Id));

    /// <summary>Installs it, starts its ingress, and lets a worker declare what it needs.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Launcher.RunAsync(Spec("install", _environment), cancellationToken);
        _ingress = await _rig.AddChildAsync(Spec("ingress", _environment), _rig.AddLog(Name + "-ingress"));
        await Until.TrueAsync(() => IsAliveAsync(cancellationToken), $"{Name} answers", s_start, cancellationToken);
        await StartWorkersAsync(1, null, cancellationToken);
        await StopWorkersAsync();
    }

    public async Task<Cost> CostAsync(CancellationToken cancellationToken) =>
        new(
            UsageOf(_ingress!),
            _workers.ConvertAll(UsageOf).Aggregate(Usage.None, (sum, worker) => sum + worker),
            await PostgresCounters.ReadAsync(_rig, cancellationToken),
            await _queue.ReadAsync()
        );

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await _queue.PurgeAsync(cancellationToken);
        await Database.ClearAsync(cancellationToken);
    }

    public Task<long> AcceptedAsync(CancellationToken cancellationToken) =>
        Database.ScalarAsync<long>("SELECT count(*) FROM inbox WHERE state = 0", cancellationToken);

    public async Task StartWorkersAsync(int workers, int? callsInFlight, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(_environment, StringComparer.Ordinal);
        if (callsInFlight is { } calls)
        {
            environment["CONCURRENCY"] = calls.ToString(CultureInfo.InvariantCulture);
        }

        for (var i = 0; i < workers; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{Name}-worker-{++_started}");
            var log = _rig.AddLog(name);
            var ready = log.Watch("ready");
            _workers.Add(await _rig.AddChildAsync(Spec("worker", environment), log));
            await Until.TrueAsync(() => ready() > 0, $"{name} is ready", s_start, cancellationToken);
        }
    }

    public async Task StopWorkersAsync()
    {
        await Task.WhenAll(_workers.Select(worker => worker.StopAsync(Posix.SigTerm)));
        _workers.Clear();
    }

    public Task RestAsync(CancellationToken cancellationToken) =>
        Until.TrueAsync(
            async () =>
                await Database.ScalarAsync<bool>(
                    "SELECT NOT EXISTS (SELECT 1 FROM inbox WHERE state <> 1)",
                    cancellationToken
                ),
            $"all of {Name}'s deliveries are done",
            s_longestRest,
            cancellationToken
        );

    private static Usage UsageOf(Child child) => new(ProcessTime.Seconds(child.Id), double.NaN);

    private ChildSpec Spec(string role, Dictionary<string, string> environment) =>
        new($"{Name} {role}", Path.Combine(_directory, "run.sh"), [role], _directory) { Environment = environment };

    private async Task<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await s_probe.GetAsync(new Uri(Ingress, "/alive"), cancellationToken);
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
