using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Testing;

/// <summary>The loop around one order, with everything outside in memory.</summary>
internal sealed class LoopDriver : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly WorkLoop<OrderRow> _loop;

    public LoopDriver()
    {
        Table = new MemoryTable(Clock, Journal);
        Orders = new ScriptedOrders(Journal);
        Pauses = new MemoryPauses(Clock);
        var options = Options.Create(new WorkOptions());
        var metrics = new WorkMetrics(_services.GetRequiredService<IMeterFactory>());
        StorePauses = new StorePauses(
            Pauses,
            StoreBuilder.Registry(),
            options,
            metrics,
            Clock,
            NullLogger<StorePauses>.Instance
        );
        _loop = new WorkLoop<OrderRow>(
            Table,
            Orders,
            Slots,
            StorePauses,
            options,
            metrics,
            Clock,
            NullLogger<WorkLoop<OrderRow>>.Instance
        );
    }

    public static WorkKey Key { get; } = WorkKey.Order("default", 534919106);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(OrderBuilder.Time(0)));

    public WorkSlots Slots { get; } = new();

    /// <summary>Commits and steps in the order in which they happened.</summary>
    public List<string> Journal { get; } = [];

    public MemoryTable Table { get; }

    public MemoryPauses Pauses { get; }

    public StorePauses StorePauses { get; }

    public ScriptedOrders Orders { get; }

    /// <summary>How often a line stands in the journal.</summary>
    public int Times(string line) => Journal.Count(entry => entry == line);

    public Task RunAsync(CancellationToken cancellationToken = default) => _loop.RunAsync(Key, cancellationToken);

    public Task TakeInAsync() => _loop.TakeInAsync(Key, CancellationToken.None);

    public void Dispose() => _services.Dispose();
}
