using System.Globalization;
using RechargeSync.Console.Client;
using RechargeSync.Console.Deliveries;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Payloads;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Orders;

/// <summary>Puts together what happened to an order, oldest first. Pure.</summary>
internal static class TimelineBuilder
{
    // How the reason of a delivery begins that is not acted on before Recharge has answered.
    private const string Asked = "Recharge is asked";

    /// <param name="row">The order.</param>
    /// <param name="history">What is on record of it.</param>
    /// <param name="traces">Makes links to traces.</param>
    /// <param name="isOperator">Whether whoever looks may see more of what other systems said.</param>
    public static IReadOnlyList<TimelineEvent> Build(
        OrderRow row,
        OrderHistory history,
        TraceLinks traces,
        bool isOperator = false
    )
    {
        var events = new List<TimelineEvent>();
        foreach (var delivery in history.Deliveries)
        {
            AddDelivery(events, delivery, traces);
        }

        var known =
            history.Deliveries.Count > 0 ? history.Deliveries.Min(delivery => delivery.ReceivedAt) : row.Work.CreatedAt;
        events.Add(
            Event(row.Work.CreatedAt, "known", "A worker took it up", "info") with
            {
                DurationMs = Between(known, row.Work.CreatedAt),
            }
        );
        AddReached(events, row, known);
        foreach (var failure in history.Failures)
        {
            var trace = TraceLinks.Id(failure.TraceParent);
            events.Add(
                Event(
                    failure.FailedAt,
                    "failed",
                    $"Failed to {ApiNames.Say(failure.Step)}: {failure.Reason}",
                    "failed"
                ) with
                {
                    Step = ApiNames.Of(failure.Step),
                    Reason = failure.Reason,
                    Status = failure.Status,
                    Detail = PersonalDataMask.MaskText(failure.Detail, isOperator),
                    RequestId = failure.RequestId,
                    TraceId = trace,
                    TraceUrl = traces.Link(trace),
                }
            );
        }

        AddFinished(events, row, history, known);
        events.AddRange(
            history.Actions.Select(action =>
                Event(action.RecordedAt, "action", $"{action.Actor}: {action.Action}", "info") with
                {
                    Reason = action.Reason,
                    Detail = action.Note,
                    Actor = action.Actor,
                }
            )
        );
        events.AddRange(Findings(history));

        // Of the same moment, in the order in which they were added: what was received comes before what came of it.
        return [.. events.OrderBy(happened => happened.At)];
    }

    private static void AddDelivery(List<TimelineEvent> events, DeliveryListRow delivery, TraceLinks traces)
    {
        var trace = TraceLinks.Id(delivery.TraceParent);
        var received = Event(
            delivery.ReceivedAt,
            "received",
            delivery.Topic == RechargeTopic.OrderReconciled.Name
                ? "It was read from Recharge"
                : $"Webhook {delivery.Topic} was stored",
            "info"
        ) with
        {
            TraceId = trace,
            TraceUrl = traces.Link(trace),
            DeliveryId = delivery.Id,
        };
        events.Add(received);
        if (delivery.FinishedAt is not { } finished)
        {
            return;
        }

        var (title, outcome) = delivery.State switch
        {
            DeliveryState.Done => ($"{delivery.Topic} was applied", "ok"),
            DeliveryState.Ignored when delivery.Reason?.StartsWith(Asked, StringComparison.Ordinal) == true => (
                $"{delivery.Topic} left a question open",
                "info"
            ),
            DeliveryState.Ignored => ($"{delivery.Topic} changed nothing to act on", "info"),
            DeliveryState.Quarantined => ($"{delivery.Topic} was not understood", "failed"),
            _ => ($"{delivery.Topic} could not be applied", "failed"),
        };
        events.Add(
            received with
            {
                At = finished,
                Type = "applied",
                Title = title,
                Outcome = outcome,
                Reason = delivery.Reason,
                DurationMs = delivery.DurationMs,
            }
        );
    }

    private static void AddReached(List<TimelineEvent> events, OrderRow row, DateTimeOffset known)
    {
        var trace = TraceLinks.Id(row.Work.TraceParent);
        if (row.PushedAt is { } pushed)
        {
            events.Add(
                Event(pushed, "pushed", $"The platform has it as {row.PlatformOrderId}{Number(row)}", "ok") with
                {
                    DurationMs = Between(known, pushed),
                    TraceId = trace,
                }
            );
        }

        if (row.OrderWrittenAt is { } written)
        {
            events.Add(
                Event(
                    written,
                    "order_written",
                    row.Adopted
                        ? $"Recharge brought the id {row.PlatformOrderId}; it was adopted"
                        : "Recharge's order has the ids",
                    "ok"
                ) with
                {
                    DurationMs = Between(row.PushedAt ?? known, written),
                    TraceId = trace,
                }
            );
        }

        if (row.ChargeWrittenAt is { } charge)
        {
            events.Add(
                Event(charge, "charge_written", $"Recharge's charge {row.ChargeId} has the id", "ok") with
                {
                    DurationMs = Between(row.OrderWrittenAt ?? known, charge),
                    TraceId = trace,
                }
            );
        }
    }

    private static void AddFinished(
        List<TimelineEvent> events,
        OrderRow row,
        OrderHistory history,
        DateTimeOffset known
    )
    {
        if (row.Work is not { FinishedAt: { } finished, State: WorkState.Done or WorkState.Dead or WorkState.Ignored })
        {
            return;
        }

        var (title, outcome) = row.Work.State switch
        {
            WorkState.Done when row.PlatformStanding == OrderStanding.Cancelled => (
                "Done: the platform's order is cancelled",
                "ok"
            ),
            WorkState.Done
                when row
                    is
                {
                    PlatformStanding: OrderStanding.Refunded or OrderStanding.PartiallyRefunded,
                    ChargeWarning: null
                } => ("Done: the platform knows what has been given back", "ok"),
            WorkState.Done => (
                row.ChargeWarning is { } warning ? $"Done, but for the charge ({warning})" : "Done",
                row.ChargeWarning is null ? "ok" : "warning"
            ),
            WorkState.Dead => ($"Given up: {row.Work.Reason}", "failed"),
            _ => ($"Ignored: {row.Work.Reason}", "info"),
        };

        // Dated by the worker before it was saved, with the failure that led to it dated by the database.
        var last = history.Failures.Select(failure => failure.FailedAt).DefaultIfEmpty(finished).Max();
        var at = row.Work.State == WorkState.Dead && last > finished ? last : finished;
        events.Add(
            Event(at, "finished", title, outcome) with
            {
                Reason = row.Work.Reason,
                DurationMs = Between(known, at),
            }
        );
    }

    // Each run finds anew what nobody has mended.
    private static IEnumerable<TimelineEvent> Findings(OrderHistory history) =>
        history
            .Findings.GroupBy(finding => (finding.Kind, finding.Detail, finding.Healed))
            .Select(same =>
                Event(
                    same.Min(finding => finding.FoundAt),
                    "finding",
                    Found(same.Key.Kind, same.Key.Healed, same.Count()),
                    same.Key.Healed ? "info" : "warning"
                ) with
                {
                    Reason = same.Key.Detail,
                }
            );

    private static string Found(DriftKind kind, bool healed, int times) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Reconciliation found it {ApiNames.Of(kind)}{(healed ? " and gave it to a worker" : "")}"
                + $"{(times > 1 ? $", {times} times so far" : "")}"
        );

    private static string Number(OrderRow row) =>
        row.PlatformOrderNumber is { } number && number != row.PlatformOrderId ? $" ({number})" : "";

    private static long Between(DateTimeOffset from, DateTimeOffset to) =>
        Math.Max(0, (long)(to - from).TotalMilliseconds);

    private static TimelineEvent Event(DateTimeOffset at, string type, string title, string outcome) =>
        new()
        {
            At = at,
            Type = type,
            Title = title,
            Outcome = outcome,
        };
}

/// <summary>What the tables beside an order's row tell of it.</summary>
internal sealed record OrderHistory(
    IReadOnlyList<DeliveryListRow> Deliveries,
    IReadOnlyList<FailedAttemptRow> Failures,
    IReadOnlyList<AuditEntryRow> Actions,
    IReadOnlyList<ReconciliationFindingRow> Findings
)
{
    /// <summary>Whether one of the lists is so long that older events were left out.</summary>
    public bool Reaches(int most) =>
        Deliveries.Count >= most || Failures.Count >= most || Actions.Count >= most || Findings.Count >= most;
}
