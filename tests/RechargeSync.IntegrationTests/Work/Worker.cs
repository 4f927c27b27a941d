using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;
using RechargeSync.Core.Work;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Work;

/// <summary>One worker's process: tables, loop and due scanner, as the host wires them.</summary>
internal sealed class Worker : IAsyncDisposable
{
    private readonly InboxWriter _inbox;
    private readonly OrderTable _table;
    private readonly DueScanner<OrderRow> _scanner;
    private readonly PauseKeeper _keeper;
    private readonly WorkerNameLock _name;

    public Worker(string name, TestDatabase database, IConnectionMultiplexer redis, IHttpClientFactory world)
    {
        // Waits as short as they may be: the story is the same.
        var options = Options.Create(
            new WorkOptions
            {
                RetryDelay = TimeSpan.FromMilliseconds(5),
                MaxRetryDelay = TimeSpan.FromMilliseconds(20),
                DueInterval = TimeSpan.FromMilliseconds(20),
                ProbeDelay = TimeSpan.FromMilliseconds(20),
                MaxProbeDelay = TimeSpan.FromMilliseconds(100),
            }
        );
        var stores = StoreBuilder.Registry();
        var recharge = RechargeSide.Client(
            world,
            RechargeSide.Limiter(
                redis,
                new RateLimitOptions
                {
                    BucketSize = 100_000,
                    LeakPerSecond = 1000,
                    PauseAfterThrottle = TimeSpan.Zero,
                }
            ),
            redis
        );
        var platforms = TestPlatforms.Registry(stores, world);
        var metrics = new OrderMetrics(Meters.Factory);
        _inbox = new InboxWriter(
            new InboxTable(database.Source),
            new StreamProducer(redis, NullLogger<StreamProducer>.Instance),
            Options.Create(new InboxOptions()),
            TimeProvider.System
        );
        var kind = new OrderKind(
            stores,
            new PlatformSteps(platforms, new GoLive(new StoreTable(database.Source)), _ => new((DateTimeOffset?)null)),
            new LinkSteps(platforms, new PlacedOrders(database.Source), metrics),
            new WriteBackSteps(recharge, NullLogger<WriteBackSteps>.Instance),
            new RechargeReadStep(recharge, new OrderReingest(_inbox.StoreAsync), new InboxTable(database.Source)),
            new LateWriteTable(database.Source),
            metrics
        );
        _table = Tables.Orders(database.Source, name);
        var pauses = new PauseTable(database.Source);
        var work = new WorkMetrics(Meters.Factory);
        Pauses = new StorePauses(pauses, stores, options, work, TimeProvider.System, NullLogger<StorePauses>.Instance);
        _keeper = new PauseKeeper(
            Pauses,
            pauses,
            [new WaitingKind(_table, kind.Testifies)],
            options,
            TimeProvider.System,
            NullLogger<PauseKeeper>.Instance
        );
        Loop = new WorkLoop<OrderRow>(
            _table,
            kind,
            new WorkSlots(),
            Pauses,
            options,
            work,
            TimeProvider.System,
            NullLogger<WorkLoop<OrderRow>>.Instance
        );
        _name = new WorkerNameLock(database.Source, new WorkerName(name, ""));
        _scanner = new DueScanner<OrderRow>(
            _table,
            Loop,
            stores,
            _name,
            options,
            TimeProvider.System,
            NullLogger<DueScanner<OrderRow>>.Instance
        );
    }

    public WorkLoop<OrderRow> Loop { get; }

    public StorePauses Pauses { get; }

    public async Task StartAsync()
    {
        await _keeper.StartAsync(CancellationToken.None);
        await _scanner.StartAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await _keeper.StopAsync(CancellationToken.None);
        await _scanner.StopAsync(CancellationToken.None);
        _keeper.Dispose();
        _scanner.Dispose();
        await _name.DisposeAsync();
        await _table.DisposeAsync();
        await _inbox.DisposeAsync();
    }
}
