using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.FaultTests.Load;
using RechargeSync.Platforms;

namespace RechargeSync.FaultTests.Model;

/// <summary>
/// One order's life in memory: the real state machine between a table and a world that fail at chosen calls.
/// </summary>
internal sealed class OrderLife : IDisposable
{
    private static readonly string[] s_topics = ["order/created", "order/processed", "order/updated"];
    private static readonly string[] s_statuses = ["success", "success", "success", "queued", "cancelled", "refunded"];
    private static readonly string[] s_cities = ["Zyxton", "Zyxville", "Zyxburgh"];
    private static readonly int[] s_seconds = [0, 1, 3, 61, 400];

    private readonly List<string> _violations = [];
    private readonly StillClock _clock = new();
    private readonly WorkerLife _worker = new();
    private readonly MemoryOrders _table;
    private readonly World _world;
    private readonly OrderStory _story;
    private readonly ServiceProvider _services;
    private readonly HashSet<int> _arrived = [];

    public OrderLife(bool isPrepaid)
    {
        _story = new OrderStory
        {
            Shop = Shop.Default,
            Id = 534919106,
            ChargeId = 580825290,
            AddressId = 1,
            CreatedAt = _clock.GetUtcNow(),
            IsPrepaid = isPrepaid,
            Final = [],
        };
        _world = new World(_story, _clock, _worker);
        _table = new MemoryOrders(_clock, _worker, _violations);
        _services = Services();
    }

    /// <summary>Lives through what the bytes say, then without faults to the end; returns what broke.</summary>
    public async Task<IReadOnlyList<string>> LiveAsync(byte[] script)
    {
        var bytes = new Script(script);
        while (bytes.HasMore)
        {
            await StepAsync(bytes);
            Require(_world.Creates <= 1, $"I3 {_world.Creates} orders were created");
        }

        await FinishAsync();
        new OrderVerdict(_story, _world, _table, _violations).Judge();
        return _violations;
    }

    public void Dispose()
    {
        _services.Dispose();
        _worker.Dispose();
        _world.Dispose();
    }

    private async Task StepAsync(Script bytes)
    {
        switch (bytes.Next(12))
        {
            case 0 or 1:
                _world.Happen(bytes.Pick(s_topics), bytes.Pick(s_statuses), bytes.Pick(s_cities));
                break;
            case 2 or 3 or 4 when _world.Sent.Count > 0:
                Arrive(bytes.Next(_world.Sent.Count));
                break;
            case 5:
                _clock.Advance(TimeSpan.FromSeconds(bytes.Pick(s_seconds)));
                _world.ArriveLate();
                break;
            case 6:
                await RestartAsync();
                break;
            case 7:
                _table.ArriveLate();
                break;
            default:
                await WorkAsync(Enumerable.Range(0, bytes.Next(8)).Select(_ => bytes.NextFault()).ToList());
                break;
        }
    }

    private async Task FinishAsync()
    {
        for (
            var round = 0;
            round < 50 && (round < 3 || !_table.IsAtRest || _arrived.Count < _world.Sent.Count);
            round++
        )
        {
            for (var i = 0; i < _world.Sent.Count; i++)
            {
                Arrive(i);
            }

            _clock.Advance(TimeSpan.FromMinutes(10));
            _world.ArriveLate();
            await WorkAsync([]);
        }

        Require(_table.IsAtRest, "I2 the order does not come to rest");
    }

    private void Arrive(int index)
    {
        _arrived.Add(index);
        _table.Deliver(_world.Sent[index].Delivery);
    }

    private async Task WorkAsync(IReadOnlyList<Fault> faults)
    {
        _worker.Plan(faults);
        try
        {
            await _services
                .GetRequiredService<WorkLoop<OrderRow>>()
                .RunAsync(WorkKey.Order(_story.Shop.Name, _story.Id), _worker.Token);
        }
        catch (TimeoutException)
        {
            // The database was away: the consumer leaves the entry, and the lease runs out.
        }
        catch (OperationCanceledException) when (_worker.Token.IsCancellationRequested)
        {
            await RestartAsync();
        }

        _worker.Plan([]);
    }

    private async Task RestartAsync()
    {
        _worker.Restart();
        await _table.ReleaseOwnAsync(CancellationToken.None);
    }

    private void Require(bool holds, string violation)
    {
        if (!holds)
        {
            _violations.Add(violation);
        }
    }

    private ServiceProvider Services()
    {
        var store = new StoreOptions
        {
            AccessToken = "token",
            TimeZone = Shop.Zone.Id,
            NotBefore = DateTimeOffset.UnixEpoch,
        };
        store.ClientSecrets.Add("secret");
        store.Recharge.BaseUrl = "http://recharge.test";
        store.Platform.BaseUrl = "http://platform.test";
        var services = new ServiceCollection().AddLogging().AddMetrics().AddOptions();
        services
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton(NoRedis.Create())
            .AddSingleton<IHttpClientFactory>(new OneHandler(_world));
        services
            .AddSingleton(Options.Create(new StoresOptions { [Shop.Default.Name] = store }))
            .AddSingleton<StoreRegistry>();
        services
            .AddSingleton<RateLimitMetrics>()
            .AddSingleton<RateLimiter>()
            .AddSingleton<AddressLock>()
            .AddSingleton<RechargeCalls>()
            .AddSingleton<RechargeClient>();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services
            .AddHttpPlatform()
            .AddSingleton<PlatformRegistry>()
            .AddSingleton<PlatformSteps>()
            .AddSingleton<LinkSteps>()
            .AddSingleton<WriteBackSteps>()
            .AddSingleton<RechargeReadStep>()
            .AddSingleton<OrderMetrics>();

        // Neither is asked: the store's line is given, and no order is linked by anybody but us.
        services
            .AddSingleton(new GoLive(table: null!))
            .AddSingleton<LastRestore>(_ => new((DateTimeOffset?)null))
            .AddSingleton(new LateWriteTable(database: null!))
            .AddSingleton(new PlacedOrders(database: null!))
            .AddSingleton(new InboxTable(database: null!));
        services.AddSingleton(new OrderReingest(_table.StoreAsync));
        services.AddSingleton<WorkMetrics>().AddSingleton<WorkSlots>();

        // Of one order alone nothing is ever paused, so its table is never asked.
        services.AddSingleton<IPauseTable>(new PauseTable(database: null!)).AddSingleton<StorePauses>();
        services
            .AddSingleton<IWorkTable<OrderRow>>(_table)
            .AddSingleton<IWorkKind<OrderRow>, OrderKind>()
            .AddSingleton<WorkLoop<OrderRow>>();
        return services.BuildServiceProvider();
    }

    /// <summary>Reads choices from bytes; after their end every choice is the first.</summary>
    private sealed class Script(byte[] bytes)
    {
        private int _at;

        public bool HasMore => _at < bytes.Length;

        public int Next(int options) => HasMore ? bytes[_at++] % options : 0;

        /// <summary>None as often as all others together.</summary>
        public Fault NextFault()
        {
            var choice = Next(256);
            var fault = (Fault)Math.Max(0, (choice % 16) - 8);
            return fault == Fault.AnswerLost && choice >= 128 ? Fault.Late : fault;
        }

        public T Pick<T>(T[] items) => items[Next(items.Length)];
    }
}
