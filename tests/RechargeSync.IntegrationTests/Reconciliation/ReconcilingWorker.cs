using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;
using RechargeSync.Core.Work;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Reconciliation;

/// <summary>What one worker's process has of reconciliation, over a real database.</summary>
internal sealed class ReconcilingWorker : IAsyncDisposable
{
    public const string BaseUrl = "https://hooks.test";

    private readonly TestDatabase _database;
    private readonly InboxWriter _inbox;
    private readonly WorkLoop<RunJob> _runs;
    private readonly WorkLoop<MonitorJob> _monitors;

    public ReconcilingWorker(
        string name,
        TestDatabase database,
        IConnectionMultiplexer redis,
        FakeRecharge recharge,
        StoreRegistry stores
    )
    {
        _database = database;
        var options = Options.Create(new ReconciliationOptions { PageSize = 2, WebhookBaseUrl = BaseUrl });
        var metrics = new ReconciliationMetrics(Meters.Factory);
        var worker = new WorkerName(name, "");
        var client = RechargeSide.Client(recharge, RechargeSide.Limiter(redis), redis);
        var subscriptions = RechargeSide.Subscriptions(recharge, RechargeSide.Limiter(redis), redis);
        _inbox = new InboxWriter(
            new InboxTable(database.Source),
            new StreamProducer(redis, NullLogger<StreamProducer>.Instance),
            Options.Create(new InboxOptions()),
            TimeProvider.System
        );
        var orders = new KnownOrders(database.Source);
        Runs = new RunTable(database.Source, worker, ["default"], ReconciliationServices.Times(options.Value));
        Monitors = new MonitorTable(database.Source, worker, ["default"]);
        _runs = Loop(
            Runs,
            new OrderReconciler(
                stores,
                client,
                new OrderComparison(
                    orders,
                    new OrderReingest(_inbox.StoreAsync),
                    new GoLive(new StoreTable(database.Source)),
                    options
                ),
                orders,
                options,
                metrics,
                Lifetime,
                NullLogger<OrderReconciler>.Instance
            )
        );
        _monitors = Loop(
            Monitors,
            new SubscriptionMonitor(
                stores,
                subscriptions,
                options,
                metrics,
                Lifetime,
                NullLogger<SubscriptionMonitor>.Instance
            )
        );
    }

    public RunTable Runs { get; }

    public MonitorTable Monitors { get; }

    /// <summary>Of the process: tells its work to stop.</summary>
    public ApplicationLifetime Lifetime { get; } = new(NullLogger<ApplicationLifetime>.Instance);

    /// <summary>Takes the run if it is due and nobody has it.</summary>
    public async Task<Claim<RunJob>?> ClaimRunAsync()
    {
        await Runs.ReleaseOwnAsync(CancellationToken.None);
        return await Runs.ClaimAsync(Runs.KeyOf("default"), CancellationToken.None);
    }

    /// <summary>Works on the run, which has to be due; returns why it stands still, or null.</summary>
    public Task<string?> ReconcileAsync() => WorkAsync(Runs, _runs);

    /// <summary>A turn of the monitor, which has to be due; returns why it stands still, or null.</summary>
    public Task<string?> MonitorAsync() => WorkAsync(Monitors, _monitors);

    public ValueTask DisposeAsync() => _inbox.DisposeAsync();

    private async Task<string?> WorkAsync<TJob>(JobTable<TJob> table, WorkLoop<TJob> loop)
        where TJob : class, IWorkRow<TJob>
    {
        await Runs.ReleaseOwnAsync(CancellationToken.None);
        await Monitors.ReleaseOwnAsync(CancellationToken.None);
        var key = Assert.Single(await table.DueAsync());
        await loop.RunAsync(key, CancellationToken.None);
        var error = await _database.ScalarAsync<string>(
            $"SELECT coalesce(max(error), '') FROM reconciliation_jobs WHERE job = {(table is RunTable ? 0 : 1)}"
        );
        return error.Length == 0 ? null : error;
    }

    private WorkLoop<TJob> Loop<TJob>(JobTable<TJob> table, IWorkKind<TJob> kind)
        where TJob : class, IWorkRow<TJob> =>
        new(
            table,
            kind,
            new WorkSlots(),
            new StorePauses(
                new PauseTable(_database.Source),
                StoreBuilder.Registry(),
                Options.Create(new WorkOptions()),
                new WorkMetrics(Meters.Factory),
                TimeProvider.System,
                NullLogger<StorePauses>.Instance
            ),
            Options.Create(new WorkOptions()),
            new WorkMetrics(Meters.Factory),
            TimeProvider.System,
            NullLogger<WorkLoop<TJob>>.Instance
        );
}
