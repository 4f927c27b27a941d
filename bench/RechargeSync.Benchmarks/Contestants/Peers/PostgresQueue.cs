using RechargeSync.Benchmarks.Measuring;
using RechargeSync.Benchmarks.Rig;
using RechargeSync.Testing;

namespace RechargeSync.Benchmarks.Contestants.Peers;

/// <summary>Wolverine's queue, in the peer's own database: what it costs is among Postgres's figures.</summary>
internal sealed class PostgresQueue(Database database) : IPeerQueue
{
    private const string Truncate = """
        TRUNCATE ingress.wolverine_outgoing_envelopes, queues.wolverine_queue_orders, queues.wolverine_queue_orders_scheduled,
            worker.wolverine_incoming_envelopes, worker.wolverine_dead_letters
        """;

    private static readonly TimeSpan s_longestRelay = TimeSpan.FromMinutes(5);

    public KeyValuePair<string, string>? Address => null;

    public Task<BrokerCounters> ReadAsync() => Task.FromResult(new BrokerCounters(double.NaN, CpuSeconds: 0));

    public async Task PurgeAsync(CancellationToken cancellationToken)
    {
        // The ingress still moves messages into the queue: whose row is gone would count as a failure of the queue, and
        // the rest would be paid for by whoever is measured next.
        await Until.TrueAsync(
            async () =>
                await database.ScalarAsync<bool>(
                    "SELECT NOT EXISTS (SELECT 1 FROM ingress.wolverine_outgoing_envelopes)",
                    cancellationToken
                ),
            "Wolverine's outbox is empty",
            s_longestRelay,
            cancellationToken
        );
        await database.ExecuteAsync(Truncate, cancellationToken);
    }
}
