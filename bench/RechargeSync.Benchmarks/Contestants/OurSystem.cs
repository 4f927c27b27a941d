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
    params IReadOnlyList<BenchStore> stores
) : IContestant
{
    private static readonly TimeSpan s_longestRest = TimeSpan.FromMinutes(2);

    private readonly MeasuredService _webhooks = rig.AddWebhooks(stores);
    private readonly List<MeasuredService> _workers = [];
    private int _started;

    public string Name => "RechargeSync";

    public Uri Ingress => _webhooks.Address;

    public bool IsDurable => true;

    public Database Database => rig.Database;

    public IReadOnlyList<MeasuredService> Workers => _workers;

    /// <summary>Starts the ingress.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _webhooks.StartAsync(cancellationToken);

    public async Task<Cost> CostAsync(CancellationToken cancellationToken) =>
        new(
            _webhooks.Read(),
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

        for (var i = 0; i < workers; i++)
        {
            _workers.Add(
                rig.AddWorker(string.Create(CultureInfo.InvariantCulture, $"worker-{++_started}"), stub, all, stores)
            );
        }

        return Task.WhenAll(_workers.Select(worker => worker.StartAsync(cancellationToken)));
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
}
