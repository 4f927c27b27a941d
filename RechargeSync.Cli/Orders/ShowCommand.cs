using System.CommandLine;
using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary><c>show</c>: one order with all that happened to it, or its payload.</summary>
internal sealed class ShowVerb : Verb
{
    private readonly Argument<string> _id = OrderFinder.Argument();
    private readonly Option<string?> _store = StoreOption.Filter();
    private readonly Option<bool> _payload = new("--payload")
    {
        Description = "Show the stored payload instead, personal data masked",
    };

    private readonly Option<string?> _reveal = new("--reveal")
    {
        Description = "Show the stored payload with personal data; operators only, and recorded with the note",
        HelpName = "NOTE",
    };

    public ShowVerb(Terminal terminal)
        : base(
            terminal,
            "show",
            "Show an order: its state, ids, and everything that happened to it.",
            "show 534919106",
            "show classic/534919106 --json",
            "show 534919106 --payload"
        )
    {
        Add(_id);
        Add(_store);
        Add(_payload);
        Add(_reveal);
    }

    protected override async Task<int> RunAsync(Call call, CancellationToken cancellationToken)
    {
        var (store, id) = await OrderFinder.FindAsync(call, call.Value(_id)!, call.Value(_store), cancellationToken);
        if (call.Value(_reveal) is { } note)
        {
            return Print(
                call.Screen,
                await call.Client.RevealPayloadAsync(store, id, new NoteRequest { Note = note }, cancellationToken)
            );
        }

        return call.Value(_payload)
            ? Print(call.Screen, await call.Client.PayloadAsync(store, id, cancellationToken))
            : Print(call.Screen, await call.Client.OrderAsync(store, id, cancellationToken));
    }

    private static int Print(Screen screen, PayloadView payload)
    {
        if (screen.IsJson)
        {
            screen.Json(payload, AdminJson.Default.PayloadView);
            return ExitCode.Done;
        }

        screen.Say(
            Words.Number(
                $"Delivery {payload.DeliveryId}, {payload.Topic}, received {Words.Time(payload.ReceivedAt)}, {payload.Bytes} bytes"
            )
                + (
                    payload.Masked
                        ? $"; {Words.Count(payload.MaskedValues, "value is", "values are")} masked"
                        : "; personal data shown, and recorded"
                )
        );
        screen.Line(Words.PrintableLines(payload.Body));
        return ExitCode.Done;
    }

    private static int Print(Screen screen, OrderDetail detail)
    {
        if (screen.IsJson)
        {
            screen.Json(detail, AdminJson.Default.OrderDetail);
            return ExitCode.Done;
        }

        var order = detail.Order;
        screen.Line(
            Words.Number(
                $"Order {order.OrderId} of store {order.Store}: {order.State}{(order.Reason is null ? "" : $", {Words.Printable(order.Reason)}")}"
            ),
            Cell.ColorOf(order.State)
        );
        foreach (var (name, value) in Facts(detail))
        {
            if (value is { Length: > 0 })
            {
                screen.Line($"  {name,-16}{Words.Printable(value)}");
            }
        }

        screen.Line("");
        if (detail.TimelineIsCut)
        {
            screen.Say("Older events are left out.");
        }

        screen.Table(["time", "outcome", "what", "status", "took", "detail"], detail.Timeline.Select(Row));
        return ExitCode.Done;
    }

    private static IEnumerable<(string Name, string? Value)> Facts(OrderDetail detail) =>
        [
            ("reference", detail.Order.Reference),
            ("kind", detail.Order.Kind),
            ("recharge status", detail.Order.RechargeStatus),
            ("charge", detail.Order.ChargeId is { } charge ? Words.Number($"{charge}") : null),
            (
                "platform id",
                detail.Order.PlatformOrderId + (detail.Adopted ? " (adopted: it came with a payload)" : "")
            ),
            ("platform number", detail.Order.PlatformOrderNumber),
            ("known since", Words.Time(detail.Order.CreatedAt)),
            ("finished", Words.Time(detail.Order.FinishedAt)),
            ("charge warning", detail.ChargeWarning),
            ("failing since", Words.Time(detail.FailingSince)),
            ("next step", detail.Next.Step == "none" ? null : detail.Next.Step),
            ("why", detail.Next.Why),
            ("trace", detail.TraceUrl ?? detail.Order.TraceId),
        ];

    private static Cell[] Row(TimelineEvent happened) =>
        [
            Words.Time(happened.At),
            Cell.State(happened.Outcome),
            happened.Title + (happened.Actor is null ? "" : $" ({happened.Actor})"),
            happened.Status is { } status ? Words.Number($"{status}") : "",
            Words.Duration(happened.DurationMs),
            string.Join(
                "; ",
                new[]
                {
                    happened.Reason,
                    happened.Detail,
                    happened.RequestId is null ? null : $"request {happened.RequestId}",
                }.Where(part => part is { Length: > 0 })
            ),
        ];
}
