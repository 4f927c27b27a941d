namespace RechargeSync.Platforms.Conformance;

/// <summary>
/// Whether an adapter keeps the contract of <see cref="IOrderPlatform"/>, told by the platform itself. Derive a public
/// sealed class for each way of serving the platform:
/// <code>public sealed class AcmeConformance(RunningPlatform&lt;Acme&gt; running) :
/// PlatformConformance&lt;Acme&gt;(running);</code>
/// </summary>
/// <typeparam name="TPlatform">What is under test.</typeparam>
public abstract partial class PlatformConformance<TPlatform> : IClassFixture<RunningPlatform<TPlatform>>, IAsyncLifetime
    where TPlatform : class, IPlatformUnderTest, new()
{
    private const string Form = "Form";

    private const string Short = "short";

    private readonly RunningPlatform<TPlatform> _running;
    private readonly List<IAsyncDisposable> _ended = [];

    /// <summary>With the platform that all tests of the class share.</summary>
    protected PlatformConformance(RunningPlatform<TPlatform> running) => _running = running;

    /// <summary>What is under test.</summary>
    protected TPlatform Platform => _running.Platform;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        if (OtherProcess.IsThis)
        {
            return;
        }

        var isShort =
            TestContext.Current.Test?.Traits.TryGetValue(Form, out var forms) == true && forms.Contains(Short, StringComparer.Ordinal);
        var reason = Platform.WhyNot(isShort);
        Assert.SkipWhen(reason is not null, reason ?? "");
        await _running.EnsureStartedAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var open in Enumerable.Reverse(_ended))
        {
            await open.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    private IOrderPlatform Adapter => _running.Adapter;

    /// <summary>An adapter as a worker has it that has just started.</summary>
    private IOrderPlatform NewAdapter(CallGate? gate = null, IReadOnlyDictionary<string, string?>? settings = null)
    {
        var store = TestStore.Open(Platform, settings ?? Platform.Settings, gate);
        _ended.Add(store);
        return store.Platform;
    }

    private IOrderPlatform NewAdapter(Provocation provocation) => NewAdapter(settings: Settings(provocation));

    private Dictionary<string, string?> Settings(Provocation provocation)
    {
        var settings = new Dictionary<string, string?>(Platform.Settings, StringComparer.OrdinalIgnoreCase);
        foreach (var (key, value) in provocation.Settings)
        {
            settings[key] = value;
        }

        return settings;
    }

    private PlatformOrder NewOrder(SaleCase sale = SaleCase.Plain) => TestOrder.New(Platform.Catalogue, sale);

    private async Task<PlatformIds> PlaceAsync(PlatformOrder order) =>
        Assert.IsType<PlatformAnswer.Made>(await Adapter.CreateAsync(OutgoingOrder.Of(order), Cancelled)).Ids;

    private async Task<PlacedOrder> ReadAsync(PlatformOrder order)
    {
        var placed = await Platform.ReadAsync(order.Reference, Cancelled);
        Assert.True(placed is not null, "The order is not on the platform.");
        return placed;
    }

    /// <summary>
    /// Begins a promotion where one is wanted; skips where there is none, or where orders are refused during it.
    /// </summary>
    private async Task UnderPromotionAsync(bool isWanted)
    {
        if (isWanted)
        {
            Assert.SkipWhen(Platform.Limits.Promotions is not null, Platform.Limits.Promotions ?? "");
            await StartPromotionAsync();
        }
    }

    private async Task StartPromotionAsync()
    {
        var promotion = await Platform.StartPromotionAsync(Cancelled);
        Assert.SkipWhen(promotion is null, "The platform has no automatic promotions.");
        _ended.Add(promotion!);
    }

    /// <summary>One order as it was sold, one payment of it, its stock once, and one customer.</summary>
    private async Task AssertPlacedOnceAsync(PlatformOrder order)
    {
        await AssertIsAsync(order);
        await AssertCountedOnceAsync(order);
    }

    /// <summary>The same of an order that was changed; whose customer it then is is the platform's business.</summary>
    private async Task AssertChangedOnceAsync(PlatformOrder order, PlatformOrder changed)
    {
        await AssertIsAsync(changed);
        await AssertCountedOnceAsync(order, isCustomerKnown: changed.Email == order.Email);
    }

    private async Task AssertIsAsync(PlatformOrder order)
    {
        var placed = await ReadAsync(order);
        Assert.True(placed.IsFinal, "The order is there, and not final.");
        Assert.Empty(Difference.Of(order, placed));
    }

    private async Task AssertCountedOnceAsync(PlatformOrder order, bool isCustomerKnown = true)
    {
        var total = order.Totals.Total.Value ?? 0;
        var counts = await CountAsync(order);
        Assert.Equal(1, counts.Orders);
        if (counts.Payments is { } payments)
        {
            // What costs nothing may be settled by a payment of nothing, or without one.
            Assert.InRange(payments, total == 0 ? 0 : 1, 1);
        }

        Assert.Equal(total, counts.Paid ?? total);
        var units = Units(order);
        Assert.Equal(units, counts.AllocatedUnits ?? units);
        Assert.InRange(counts.Customers ?? 1, isCustomerKnown ? 1 : 0, 1);
    }

    /// <summary>Nothing that is final: no order that counts, no payment, no stock taken.</summary>
    private async Task AssertNothingFinalAsync(PlatformOrder order)
    {
        Assert.IsNotType<PlatformAnswer.Existed>(await Adapter.FindAsync(order.Reference, Cancelled));
        var counts = await CountAsync(order);
        Assert.Equal(0, counts.Payments ?? 0);
        Assert.Equal(0, counts.AllocatedUnits ?? 0);
    }

    private Task<PlatformCounts> CountAsync(PlatformOrder order) =>
        Platform.CountAsync(order.Reference, order.Email.Value!, Cancelled);

    private long Units(PlatformOrder order) =>
        order
            .Lines.Value.Where(line =>
                Platform
                    .Catalogue.Variants.First(variant =>
                        variant.Sku == line.Sku && variant.VariantId == line.VariantId
                    )
                    .KeepsStock
            )
            .Sum(line => line.Quantity);

    /// <summary>
    /// What the engine does once the settle time has passed: looks, and creates where nothing finished is there.
    /// </summary>
    private static async Task<PlatformIds> ResumeAsync(IOrderPlatform adapter, PlatformOrder order)
    {
        var answer = await adapter.FindAsync(order.Reference, Cancelled);
        if (answer is PlatformAnswer.NotFound or PlatformAnswer.HalfMade)
        {
            answer = await adapter.CreateAsync(OutgoingOrder.Of(order), Cancelled);
        }

        return answer switch
        {
            PlatformAnswer.Made made => made.Ids,
            PlatformAnswer.Existed existed => existed.Ids,
            _ => throw new Xunit.Sdk.XunitException($"Neither made nor existed: {Words(answer)}."),
        };
    }

    private static string Words(PlatformAnswer answer) =>
        answer is PlatformAnswer.Failed { Failure: var failure } ? $"{failure}: {failure.Detail}" : answer.ToString();
}
