using RechargeSync.Core.Storage;
using RechargeSync.FaultTests.Load;
using RechargeSync.FaultTests.Scenarios;

namespace RechargeSync.FaultTests.Auditing;

/// <summary>
/// The one auditor at the end of every scenario: compares what was sent with the mock's audit, with Postgres and with
/// Redis, and lists every breach of the invariants I1 to I9 in full.
/// </summary>
internal sealed class Auditor(Run run, Tolerance tolerance)
{
    private readonly List<string> _violations = [];

    public async Task<IReadOnlyList<string>> AuditAsync(CancellationToken cancellationToken)
    {
        var inbox = await run.Database.InboxAsync(cancellationToken);
        var rows = (await run.Database.OrdersAsync(cancellationToken)).ToDictionary(row => (row.Store, row.OrderId));
        var mock = await run.Bed.Control.AuditAsync(cancellationToken);
        Deliveries(inbox);
        var sides = new OrderSides(mock);
        foreach (var story in run.Stories)
        {
            Order(story, rows.GetValueOrDefault((story.Shop.Name, story.Id)), sides);
        }

        Strangers(inbox, rows.Values, mock);
        Charges(rows, mock);
        await CartsAsync(mock, cancellationToken);
        await CitiesAsync(rows, cancellationToken);
        Traces(inbox, rows.Values);
        _violations.AddRange(run.Bed.Leaks.Select(leak => "I9 log line of " + leak));
        return _violations;
    }

    // I1 and I2: what was acknowledged is there, and final.
    private void Deliveries(List<InboxEntry> inbox)
    {
        var byKey = inbox.ToDictionary(entry => (entry.Store, entry.DedupeKey));
        var poison = run.Poison.Select(delivery => delivery.DedupeKey).ToHashSet(StringComparer.Ordinal);
        foreach (var delivery in run.Sender.Accepted)
        {
            Require(
                byKey.ContainsKey((delivery.Shop.Name, delivery.DedupeKey)),
                $"I1 {delivery.Topic} {delivery.DedupeKey[..12]} of {delivery.Shop} was answered 200 and has no inbox row"
            );
        }

        foreach (var entry in inbox)
        {
            var isFinal =
                entry.State is DeliveryState.Done or DeliveryState.Ignored
                || (poison.Contains(entry.DedupeKey) && entry.State is DeliveryState.Quarantined or DeliveryState.Dead);
            Require(
                isFinal,
                $"I2 inbox row {entry.Id} ({entry.Topic} {entry.ResourceKey}) is {entry.State}: {entry.Reason}"
            );
        }
    }

    // I2, I3, I4 for one order.
    private void Order(OrderStory story, OrderState? row, OrderSides sides)
    {
        var name = $"order {story.Id} of {story.Shop}";
        var placed = sides.PlacedAs(story.Reference);
        var recharge = sides.OrderOf(story);
        Require(row is not null, $"I2 {name} has no row");
        if (!story.IsPushed)
        {
            Require(placed.Count == 0, $"I3 {name} was never paid and is on the platform");
            Require(recharge?.IdWrites == 0, $"I4 {name} was never paid and has ids in Recharge");
            Require(row?.State is WorkState.Waiting, $"I2 {name} was never paid and is {row?.State}");
            return;
        }

        // What was taken back before it was placed is on no platform, and says why.
        if (story.TakenBack is "cancelled" or "refunded" && placed.Count == 0)
        {
            var reason = $"{story.TakenBack}_before_placing";
            Require(
                row?.State == WorkState.Ignored && row.Reason == reason,
                $"I2 {name} is {row?.State} ({row?.Reason}), not ignored ({reason})"
            );
            return;
        }

        Require(row?.State == WorkState.Done, $"I2 {name} is {row?.State}, not done: {row?.Reason}");
        Require(placed.Count == 1, $"I3 {name} is on the platform {placed.Count} times");
        if (placed.Count == 0)
        {
            return;
        }

        Require(
            placed[0].Status == (story.TakenBack ?? "paid"),
            $"I6 {name} has to be {story.TakenBack ?? "paid"} on the platform and is {placed[0].Status}"
        );
        var creates = placed[0].CreateCalls;
        Require(
            creates == 1 || (tolerance.RepeatedCreates is not null && creates == 2),
            $"I3 {name}: {creates} creates reached the platform"
        );
        Require(
            story.Changes || placed[0].Updates == 0 || tolerance.Forgotten is not null,
            $"{name} never changed and was updated {placed[0].Updates} times: an echo was answered"
        );
        Require(
            recharge?.ExternalOrderId == placed[0].Id && row?.PlatformOrderId == placed[0].Id,
            $"I4 {name}: platform {placed[0].Id}, Recharge {recharge?.ExternalOrderId}, row {row?.PlatformOrderId}"
        );
        Require(
            recharge?.ExternalOrderNumber == placed[0].Number,
            $"I4 {name}: number {placed[0].Number}, Recharge {recharge?.ExternalOrderNumber}"
        );
        Require(
            recharge?.IdWrites == 1 || (tolerance.RepeatedWrites is not null && recharge?.IdWrites == 2),
            $"I4 {name}: ids were written {recharge?.IdWrites} times"
        );
        Require(
            tolerance.Forgotten is not null || (row?.IsChargeWritten == story.IsPrepaid && row.ChargeWarning is null),
            $"I5 {name}: prepaid {story.IsPrepaid}, charge written {row?.IsChargeWritten} {row?.ChargeWarning}"
        );
    }

    // I3 and I7: nothing is there that nobody sent.
    private void Strangers(List<InboxEntry> inbox, IEnumerable<OrderState> rows, MockAudit mock)
    {
        var references = run.Stories.Select(story => story.Reference).ToHashSet(StringComparer.Ordinal);
        var ids = run.Stories.Select(story => (story.Shop.Name, story.Id)).ToHashSet();
        var keys = run
            .Stories.Select(story => story.ResourceKey)
            .Concat(run.Carts.Select(cart => cart.Key.ToString()))
            .ToHashSet(StringComparer.Ordinal);
        var poison = run.Poison.Select(delivery => delivery.DedupeKey).ToHashSet(StringComparer.Ordinal);
        _violations.AddRange(
            mock.PlatformOrders.Where(order => !references.Contains(order.Reference))
                .Select(order => $"I7 platform order {order.Reference} was never sent")
        );
        _violations.AddRange(
            inbox
                .Where(entry => !keys.Contains(entry.ResourceKey) && !poison.Contains(entry.DedupeKey))
                .Select(entry => $"I7 inbox row {entry.Id} ({entry.ResourceKey}) was never sent with a valid signature")
        );
        _violations.AddRange(
            rows.Where(row => !ids.Contains((row.Store, row.OrderId)) && !run.PoisonOrders.Contains(row.OrderId))
                .Select(row => $"I7 row of order {row.OrderId} was never sent")
        );
    }

    // I5: prepaid charges carry one of their orders' ids, others none.
    private void Charges(Dictionary<(string Store, long OrderId), OrderState> rows, MockAudit mock)
    {
        var sides = new OrderSides(mock);
        foreach (
            var family in run.Stories.Where(story => story.IsPushed).GroupBy(story => (story.Shop.Name, story.ChargeId))
        )
        {
            var charge = sides.ChargeOf(family.Key.Name, family.Key.ChargeId);
            var name = $"charge {family.Key.ChargeId} of {family.Key.Name}";
            if (!family.First().IsPrepaid)
            {
                Require(charge?.IdWrites == 0, $"I5 {name} is not prepaid and was written {charge?.IdWrites} times");
                continue;
            }

            var ids = family
                .SelectMany(story => sides.PlacedAs(story.Reference))
                .Select(order => order.Id)
                .ToHashSet(StringComparer.Ordinal);
            Require(
                charge?.ExternalOrderId is { } id && ids.Contains(id),
                $"I5 {name} carries {charge?.ExternalOrderId}, not one of {string.Join(", ", ids)}"
            );

            // Orders of one charge write over each other, so that one whose write is in doubt may not see its own any
            // more. A lease writes once, and the fence counts leases; a restored database has forgotten some.
            var leases = family.Sum(story => rows.GetValueOrDefault((story.Shop.Name, story.Id))?.Fence ?? 0);
            var isShared = family.Count() > 1;
            var most =
                isShared && tolerance.Forgotten is not null ? long.MaxValue
                : isShared && tolerance.SharedChargeWrites is not null ? leases
                : isShared || tolerance.RepeatedWrites is not null ? 2 * family.Count()
                : 1;
            Require(
                charge?.IdWrites >= family.Count() && charge.IdWrites <= most,
                $"I5 {name} of {family.Count()} orders with {leases} leases was written {charge?.IdWrites} times: "
                    + string.Join(", ", charge?.IdWrittenAt.Select(at => $"{at:HH:mm:ss.fff}") ?? [])
            );
        }
    }

    private async Task CartsAsync(MockAudit mock, CancellationToken cancellationToken)
    {
        var done = (
            await run.Database.TextsAsync("SELECT token FROM carts WHERE state = 2", cancellationToken)
        ).ToHashSet(StringComparer.Ordinal);
        var carts = mock.Carts.ToDictionary(cart => cart.Id, StringComparer.Ordinal);
        foreach (var story in run.Carts)
        {
            Require(done.Contains(story.Key.Token), $"I2 the cart of checkout {story.Token} is not done");
            Require(
                carts.GetValueOrDefault(story.CartId) is { ItemCount: 0, ClearCalls: > 0 },
                $"I2 cart {story.CartId} was not cleared"
            );
        }
    }

    // The platform has the newest state of what changed, whatever came in which order.
    private async Task CitiesAsync(
        Dictionary<(string Store, long OrderId), OrderState> rows,
        CancellationToken cancellationToken
    )
    {
        foreach (var story in run.Stories.Where(story => story.Changes))
        {
            if (rows.GetValueOrDefault((story.Shop.Name, story.Id))?.PlatformOrderId is { } id)
            {
                var city = await run.Bed.Control.CityOfAsync(id, cancellationToken);
                Require(
                    city == story.City,
                    $"I6 order {story.Id} of {story.Shop} goes to '{city}' on the platform, and '{story.City}' was told last"
                );
            }
        }
    }

    // I8: a row and the work that it started carry one trace, which begins with us: the sender's is none of the row's.
    // An older version went on in it.
    private void Traces(List<InboxEntry> inbox, IEnumerable<OrderState> rows)
    {
        var sent = run.Sender.Accepted.ToDictionary(
            delivery => (delivery.Shop.Name, delivery.DedupeKey),
            delivery => delivery.TraceId
        );
        foreach (var entry in inbox)
        {
            var isKept =
                entry.TraceParent is not null
                && (
                    run.OtherBuild is not null
                    || !sent.TryGetValue((entry.Store, entry.DedupeKey), out var trace)
                    || !entry.TraceParent.Contains(trace, StringComparison.Ordinal)
                );
            Require(isKept, $"I8 inbox row {entry.Id} has lost the trace of its webhook: {entry.TraceParent}");
        }

        var traces = inbox.ToLookup(entry => (entry.Store, entry.ResourceKey), entry => entry.TraceParent);

        // A row whose only delivery was put aside has no trace to carry.
        foreach (var row in rows.Where(row => !run.PoisonOrders.Contains(row.OrderId)))
        {
            Require(
                traces[(row.Store, $"order/{row.OrderId}")].Contains(row.TraceParent, StringComparer.Ordinal),
                $"I8 order {row.OrderId} carries a trace that no webhook of its began: {row.TraceParent}"
            );
        }
    }

    private void Require(bool holds, string violation)
    {
        if (!holds)
        {
            _violations.Add(violation);
        }
    }
}
