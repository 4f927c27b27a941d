using RechargeSync.Benchmarks.Measuring;
using RechargeSync.Benchmarks.Rig;

namespace RechargeSync.Benchmarks.Contestants;

/// <summary>One of the lean receivers of <see cref="BaselineServer"/>.</summary>
internal sealed class Baseline(TestRig rig, string kind) : IIngress
{
    private readonly MeasuredService _service = rig.AddBaseline(kind);

    public string Name => kind;

    public Uri Ingress => _service.Address;

    public bool IsDurable => kind == Keepers.InsertPerRequest;

    public Task StartAsync(CancellationToken cancellationToken) => _service.StartAsync(cancellationToken);

    public async Task<Cost> CostAsync(CancellationToken cancellationToken) =>
        new(
            _service.Read(),
            Usage.None,
            await PostgresCounters.ReadAsync(rig, cancellationToken),
            await BrokerCounters.ReadAsync(rig.Redis)
        );

    public async Task ClearAsync(CancellationToken cancellationToken)
    {
        await rig.Redis.SendAsync("FLUSHALL");
        await rig.Database.ClearAsync(cancellationToken);
    }

    public Task<long> AcceptedAsync(CancellationToken cancellationToken) =>
        rig.Database.ScalarAsync<long>($"SELECT count(*) FROM {InsertKeeper.Table} WHERE state = 0", cancellationToken);
}
