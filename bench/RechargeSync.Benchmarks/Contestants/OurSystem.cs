using System.Globalization;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Measuring;
using RechargeSync.Benchmarks.Rig;
using RechargeSync.Testing;

namespace RechargeSync.Benchmarks.Contestants;

/// <summary>Webhooks and workers of this repository.</summary>
internal sealed class OurSystem(
    TestRig rig,
    Uri stub,
    IReadOnlyDictionary<string, string> settings,
    Deployment deployment,
    params IReadOnlyList<BenchStore> stores
) : IContestant
{
    private static readonly TimeSpan s_longestRest = TimeSpan.FromMinutes(2);

    private readonly List<MeasuredService> _workers = [];
    private int _started;

    /// <summary>The build beside this program.</summary>
    public OurSystem(
        TestRig rig,
        Uri stub,
        IReadOnlyDictionary<string, string> settings,
        params IReadOnlyList<BenchStore> stores
    )
        : this(rig, stub, settings, rig.Own, stores) { }

    public string Name => deployment.Name;

    public Uri Ingress => Webhooks.Address;

    public bool IsDurable => true;

    public Database Database => deployment.Database;

    public MeasuredService Webhooks { get; } = rig.AddWebhooks(deployment, stores);

    public IReadOnlyList<MeasuredService> Workers => _workers;

    public long PeakMemoryBytes => Sum(ProcessMemory.Peak);

    /// <summary>Memory of the ingress and its running workers now.</summary>
    public long MemoryBytes => Sum(ProcessMemory.Resident);

    /// <summary>Starts the ingress.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => Webhooks.StartAsync(cancellationToken);

    public async Task<Cost> CostAsync(CancellationToken cancellationToken) =>
        new(
            Webhooks.Read(),
            _workers.ConvertAll(worker => worker.Read()).Aggregate(Usage.None, (sum, worker) => sum + worker),
            await PostgresCounters.ReadAsync(rig, cancellationToken),
            await BrokerCounters.ReadAsync(rig.Redis)
        );

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await rig.Redis.SendAsync("FLUSHALL");
        await Database.ClearAsync(cancellationToken);
    }

    public Task<long> AcceptedAsync(CancellationToken cancellationToken) =>
        Database.ScalarAsync<long>("SELECT count(*) FROM inbox WHERE state = 0", cancellationToken);

    public Task StartWorkersAsync(int workers, int? callsInFlight, CancellationToken cancellationToken)
    {
        var services = Enumerable.Range(0, workers).Select(_ => AddWorker(callsInFlight)).ToList();
        return Task.WhenAll(services.Select(worker => worker.StartAsync(cancellationToken)));
    }

    /// <summary>One more worker, which is not started yet.</summary>
    public MeasuredService AddWorker(int? callsInFlight)
    {
        var all = new Dictionary<string, string>(settings, StringComparer.Ordinal);
        if (callsInFlight is { } concurrency)
        {
            var number = concurrency.ToString(CultureInfo.InvariantCulture);
            all["Streams__Concurrency"] = number;
            foreach (var store in stores)
            {
                all[$"Stores__{store.Name}__Platform__Concurrency"] = number;
            }
        }

        var worker = rig.AddWorker(
            deployment,
            string.Create(CultureInfo.InvariantCulture, $"worker-{++_started}"),
            stub,
            all,
            stores
        );
        _workers.Add(worker);
        return worker;
    }

    public async Task StopWorkersAsync()
    {
        await Task.WhenAll(_workers.Select(worker => worker.StopAsync()));
        _workers.Clear();
    }

    public Task RestAsync(CancellationToken cancellationToken) =>
        Until.TrueAsync(
            async () =>
                await Database.ScalarAsync<bool>(
                    "SELECT NOT EXISTS (SELECT 1 FROM orders WHERE state <> 2) AND NOT EXISTS (SELECT 1 FROM inbox WHERE state <> 1)",
                    cancellationToken
                ),
            "all orders rest",
            s_longestRest,
            cancellationToken
        );

    private long Sum(Func<int, long> memory) =>
        _workers.Append(Webhooks).Sum(service => memory(service.Service.ProcessId));
}
