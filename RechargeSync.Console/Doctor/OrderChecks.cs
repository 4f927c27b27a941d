using RechargeSync.Console.Client;
using RechargeSync.Console.Overview;
using RechargeSync.Console.Parts;
using RechargeSync.Console.Pauses;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Stores;

namespace RechargeSync.Console.Doctor;

/// <summary>What one store's orders wait for: a person, or a decision about what was ordered before go-live.</summary>
internal sealed class OrderChecks(WaitingCounts counts, PauseList pauses)
{
    /// <summary>Begins to read what the checks of all stores look at, once for them all.</summary>
    public WaitingOrders Read(IEnumerable<Store> stores, CancellationToken cancellationToken) =>
        new(
            counts.ReadAsync([.. stores.Select(store => store.Name)], cancellationToken),
            pauses.ListAsync(cancellationToken)
        );
}

/// <summary>What waits in every store, and why, as it is being read.</summary>
internal sealed record WaitingOrders(
    Task<IReadOnlyList<StoreCounts>> Counts,
    Task<ListPage<PausedSide>> Pauses
)
{
    public async Task<CheckResult> PausedAsync(Store store)
    {
        var paused = (await Pauses).Items.Where(pause => pause.Store == store.Name);
        return paused.FirstOrDefault() is { } pause
            ? CheckResult.Failed(
                $"The side {pause.Side} refuses everything ({pause.Reason} {pause.Status}), and its orders wait.",
                $"{pause.Advice} It resumes by itself; at once: rechargesync resume {pause.Side} --store {store.Name}"
            )
            : CheckResult.Ok("Neither Recharge nor the platform refuses everything.");
    }

    public async Task<CheckResult> NeedsPersonAsync(Store store)
    {
        var count = await OfAsync(store);
        string[] waiting =
        [
            .. new[]
            {
                Text(count.Dead, "order", "orders"),
                Text(count.CartsDead, "cart", "carts"),
                Text(count.ChargesDead, "charge", "charges"),
                Text(count.DeliveriesDead, "delivery", "deliveries"),
            }.OfType<string>(),
        ];
        return waiting.Length == 0
            ? CheckResult.Ok("No order needs a person.")
            : CheckResult.Warning(
                $"What needs a person: {string.Join(", ", waiting)}.",
                "See the dead letters (rechargesync dlq list --groups), and what an order says "
                    + "(rechargesync explain ORDER)."
            );
    }

    public async Task<CheckResult> BeforeGoLiveAsync(Store store)
    {
        var count = (await OfAsync(store)).BeforeGoLive;
        return count == 0
            ? CheckResult.Ok("No order from before go-live is left unplaced.")
            : CheckResult.Warning(
                $"{WaitingCounts.BeforeGoLiveText(count)} from before go-live {(count == 1 ? "is" : "are")} not placed.",
                $"Nothing is to be done where another integration has placed them; else: rechargesync place "
                    + $"--store {store.Name} --reason {OrderReason.BeforeGoLive} --all"
            );
    }

    private async Task<StoreCounts> OfAsync(Store store) => (await Counts).Single(count => count.Store == store.Name);

    private static string? Text(long count, string one, string many) =>
        count == 0 ? null : $"{Display.Count(count)} {(count == 1 ? one : many)}";
}
