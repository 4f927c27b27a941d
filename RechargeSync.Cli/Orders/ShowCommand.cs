using System.CommandLine;
using System.Globalization;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Orders;

/// <summary><c>show</c>: one order with all that happened to it, or its payload.</summary>
internal sealed class ShowCommand : CliCommand
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

    public ShowCommand(CliEnvironment environment)
        : base(
            environment,
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

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (store, id) = await OrderFinder.FindAsync(
            context,
            context.Value(_id)!,
            context.Value(_store),
            cancellationToken
        );
        if (context.Value(_reveal) is { } note)
        {
            return Print(
                context.Output,
                await context.Client.RevealPayloadAsync(store, id, new NoteRequest { Note = note }, cancellationToken)
            );
        }

        return context.Value(_payload)
            ? Print(context.Output, await context.Client.PayloadAsync(store, id, cancellationToken))
            : Print(context.Output, await context.Client.OrderAsync(store, id, cancellationToken));
    }

    private static int Print(CliOutput output, PayloadView payload)
    {
        if (output.IsJson)
        {
            output.Json(payload, AdminJson.Default.PayloadView);
            return ExitCode.Done;
        }

        output.Say(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Delivery {payload.DeliveryId}, {payload.Topic}, "
                    + $"received {CliFormat.Time(payload.ReceivedAt)}, {payload.Bytes} bytes"
            )
                + (
                    payload.Masked
                        ? $"; {CliFormat.Count(payload.MaskedValues, "value is", "values are")} masked"
                        : "; personal data shown, and recorded"
                )
        );
        output.Line(CliFormat.PrintableLines(payload.Body));
        return ExitCode.Done;
    }

    private static int Print(CliOutput output, OrderDetail detail)
    {
        if (output.IsJson)
        {
            output.Json(detail, AdminJson.Default.OrderDetail);
            return ExitCode.Done;
        }

        var order = detail.Order;
        var reason = order.Reason is null ? "" : $", {CliFormat.Printable(order.Reason)}";
        output.Line(
            CliFormat.Number($"Order {order.OrderId} of store {order.Store}: {order.State}{reason}"),
            Cell.ColorOf(order.State)
        );
        foreach (var (name, value) in Facts(detail))
        {
            if (value is { Length: > 0 })
            {
                output.Line($"  {name,-16}{CliFormat.Printable(value)}");
            }
        }

        foreach (var remark in detail.Remarks)
        {
            output.Line($"  {"remark",-16}{CliFormat.Printable($"{remark.Member}: {remark.Problem}")}");
        }

        output.Line("");
        if (detail.TimelineIsCut)
        {
            output.Say("Older events are left out.");
        }

        output.Table(["time", "outcome", "what", "status", "took", "detail"], detail.Timeline.Select(Row));
        return ExitCode.Done;
    }

    private static IEnumerable<(string Name, string? Value)> Facts(OrderDetail detail) =>
        [
            ("reference", detail.Order.Reference),
            ("kind", detail.Order.Kind),
            ("recharge status", detail.Order.RechargeStatus),
            ("standing", Standing(detail.Standing, detail.Refunded)),
            ("platform told", detail.PlatformStanding is { } told ? Standing(told, detail.PlatformRefunded) : null),
            ("charge", detail.Order.ChargeId is { } charge ? CliFormat.Number($"{charge}") : null),
            (
                "platform id",
                detail.Order.PlatformOrderId + (detail.Adopted ? " (adopted: it came with a payload)" : "")
            ),
            ("platform number", detail.Order.PlatformOrderNumber),
            ("linked to", detail.LinkedId is { } id ? $"{id} (looked up before it counts)" : null),
            ("released", detail.Released ? "an operator has let it be placed" : null),
            ("known since", CliFormat.Time(detail.Order.CreatedAt)),
            ("finished", CliFormat.Time(detail.Order.FinishedAt)),
            ("charge warning", detail.ChargeWarning),
            ("not understood", detail.Unread is { } unread ? $"{unread.Topic}: {unread.Problem}" : null),
            ("failing since", CliFormat.Time(detail.FailingSince)),
            ("next step", detail.Next.Step == "none" ? null : detail.Next.Step),
            ("why", detail.Next.Why),
            ("trace", detail.TraceUrl ?? detail.Order.TraceId),
        ];

    private static string Standing(string standing, decimal? refunded) =>
        standing.Replace('_', ' ')
        + (refunded is > 0 ? string.Create(CultureInfo.InvariantCulture, $", {refunded:0.00##} given back") : "");

    private static Cell[] Row(TimelineEvent happened) =>
        [
            CliFormat.Time(happened.At),
            Cell.State(happened.Outcome),
            happened.Title + (happened.Actor is null ? "" : $" ({happened.Actor})"),
            happened.Status is { } status ? CliFormat.Number($"{status}") : "",
            CliFormat.Duration(happened.DurationMs),
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
