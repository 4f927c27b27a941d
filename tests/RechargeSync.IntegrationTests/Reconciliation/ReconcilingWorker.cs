using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;
using RechargeSync.IntegrationTests.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Reconciliation;

/// <summary>What one worker's process has of reconciliation, over a real database.</summary>
internal sealed class ReconcilingWorker : IAsyncDisposable
{
    public const string BaseUrl = "https://hooks.test";

    private static readonly ReconciliationJob[] s_jobs = [ReconciliationJob.Walk, ReconciliationJob.Watch];

    private readonly StoreRegistry _stores;
    private readonly InboxWriter _inbox;

    public ReconcilingWorker(
        string name,
        TestDatabase database,
        IConnectionMultiplexer redis,
        FakeRecharge recharge,
        StoreRegistry stores
    )
    {
        _stores = stores;
        var options = Options.Create(new ReconciliationOptions { PageSize = 2, WebhookBaseUrl = BaseUrl });
        var metrics = new ReconciliationMetrics(Meters.Factory);
        var worker = new WorkerName(name, "");
        var client = RechargeSide.Client(recharge, RechargeSide.Limiter(redis));
        var subscriptions = RechargeSide.Subscriptions(recharge, RechargeSide.Limiter(redis));
        _inbox = new InboxWriter(
            database.Source,
            new StreamProducer(redis, NullLogger<StreamProducer>.Instance),
            Options.Create(new InboxOptions()),
            TimeProvider.System
        );
        Jobs = new JobTable(database.Source, worker);
        Walks = new WalkTable(database.Source, worker);
        var orders = new KnownOrders(database.Source);
        Walk = new OrderWalk(
            client,
            Jobs,
            Walks,
            new OrderComparison(orders, new OrderFeed(_inbox), options),
            orders,
            options,
            metrics,
            TimeProvider.System,
            NullLogger<OrderWalk>.Instance
        );
        Watch = new SubscriptionWatch(subscriptions, Jobs, options, metrics, NullLogger<SubscriptionWatch>.Instance);
    }

    public JobTable Jobs { get; }

    public WalkTable Walks { get; }

    public OrderWalk Walk { get; }

    public SubscriptionWatch Watch { get; }

    /// <summary>Takes the job if it is due and nobody has it.</summary>
    public async Task<Job?> ClaimAsync(ReconciliationJob job)
    {
        await Jobs.PrepareAsync(["default"], s_jobs, CancellationToken.None);
        return (await Jobs.ClaimAsync(_stores, [job], 1, CancellationToken.None)).SingleOrDefault();
    }

    public async Task<JobResult> WalkAsync() =>
        await Walk.RunAsync((await ClaimAsync(ReconciliationJob.Walk))!, CancellationToken.None);

    public async Task<JobResult> WatchAsync() =>
        await Watch.RunAsync((await ClaimAsync(ReconciliationJob.Watch))!, CancellationToken.None);

    public ValueTask DisposeAsync() => _inbox.DisposeAsync();
}
