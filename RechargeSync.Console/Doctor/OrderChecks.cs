using RechargeSync.Console.Overview;
using RechargeSync.Console.Parts;
using RechargeSync.Console.Pauses;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Stores;

namespace RechargeSync.Console.Doctor;

/// <summary>What one store's orders wait for: a person, or a decision about what was ordered before go-live.</summary>
internal sealed class OrderChecks(WaitingCounts counts, PauseList pauses)
{
    public async Task<CheckResult> PausedAsync(Store store, CancellationToken cancellationToken)
    {
        var paused = (await pauses.ListAsync(cancellationToken)).Items.Where(pause => pause.Store == store.Name);
        return paused.FirstOrDefault() is { } pause
            ? CheckResult.Failed(
                $"The side {pause.Side} refuses everything ({pause.Reason} {pause.Status}), and its orders wait.",
                $"{pause.Advice} It resumes by itself; at once: rechargesync resume {pause.Side} --store {store.Name}"
            )
            : CheckResult.Ok("Neither Recharge nor the platform refuses everything.");
    }

    public async Task<CheckResult> NeedsPersonAsync(Store store, CancellationToken cancellationToken)
    {
        var count = await OfAsync(store, cancellationToken);
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

    public async Task<CheckResult> BeforeGoLiveAsync(Store store, CancellationToken cancellationToken)
    {
        var count = (await OfAsync(store, cancellationToken)).BeforeGoLive;
        return count == 0
            ? CheckResult.Ok("No order from before go-live is left unplaced.")
            : CheckResult.Warning(
                $"{WaitingCounts.BeforeGoLiveText(count)} from before go-live {(count == 1 ? "is" : "are")} not placed.",
                $"Nothing is to be done where another integration has placed them; else: rechargesync place "
                    + $"--store {store.Name} --reason {OrderReason.BeforeGoLive} --all"
            );
    }

    private async Task<StoreCounts> OfAsync(Store store, CancellationToken cancellationToken) =>
        (await counts.ReadAsync([store.Name], cancellationToken))[0];

    private static string? Text(long count, string one, string many) =>
        count == 0 ? null : $"{Display.Count(count)} {(count == 1 ? one : many)}";
}
