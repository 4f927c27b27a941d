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

    private static readonly ReconciliationJob[] s_jobs = [ReconciliationJob.Run, ReconciliationJob.Monitor];

    private readonly InboxWriter _inbox;

    public ReconcilingWorker(
        string name,
        TestDatabase database,
        IConnectionMultiplexer redis,
        FakeRecharge recharge,
        StoreRegistry stores
    )
    {
        var options = Options.Create(new ReconciliationOptions { PageSize = 2, WebhookBaseUrl = BaseUrl });
        var metrics = new ReconciliationMetrics(Meters.Factory);
        var worker = new WorkerName(name, "");
        var client = RechargeSide.Client(recharge, RechargeSide.Budget(redis));
        _inbox = new InboxWriter(
            new InboxTable(database.Source),
            new StreamProducer(redis, NullLogger<StreamProducer>.Instance),
            Options.Create(new InboxOptions()),
            TimeProvider.System
        );
        Jobs = new JobTable(database.Source, worker);
        Runs = new RunTable(database.Source, worker);
        var orders = new KnownOrders(database.Source);
        Reconciler = new OrderReconciler(
            stores,
            client,
            Jobs,
            Runs,
            new OrderComparison(orders, new OrderReingest(_inbox), options),
            orders,
            options,
            metrics,
            TimeProvider.System,
            NullLogger<OrderReconciler>.Instance
        );
        Monitor = new SubscriptionMonitor(
            stores,
            client,
            Jobs,
            options,
            metrics,
            NullLogger<SubscriptionMonitor>.Instance
        );
    }

    public JobTable Jobs { get; }

    public RunTable Runs { get; }

    public OrderReconciler Reconciler { get; }

    public SubscriptionMonitor Monitor { get; }

    /// <summary>Takes the job if it is due and nobody has it.</summary>
    public async Task<Job?> ClaimAsync(ReconciliationJob job)
    {
        await Jobs.PrepareAsync(["default"], s_jobs, CancellationToken.None);
        return (await Jobs.ClaimAsync(["default"], [job], 1, CancellationToken.None)).SingleOrDefault();
    }

    public async Task<JobResult> ReconcileAsync() =>
        await Reconciler.RunAsync((await ClaimAsync(ReconciliationJob.Run))!, CancellationToken.None);

    public async Task<JobResult> MonitorAsync() =>
        await Monitor.RunAsync((await ClaimAsync(ReconciliationJob.Monitor))!, CancellationToken.None);

    public ValueTask DisposeAsync() => _inbox.DisposeAsync();
}
