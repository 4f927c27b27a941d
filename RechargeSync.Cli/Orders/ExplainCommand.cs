using System.CommandLine;
using RechargeSync.Cli.Options;

namespace RechargeSync.Cli.Orders;

/// <summary><c>explain</c>: the next step of an order and why, in words.</summary>
internal sealed class ExplainCommand : CliCommand
{
    private readonly Argument<string> _id = OrderFinder.Argument();
    private readonly Option<string?> _store = StoreOption.Filter();

    public ExplainCommand(CliEnvironment environment)
        : base(
            environment,
            "explain",
            "Explain what happens next with an order, why, and what you can do.",
            "explain 534919106",
            "explain 92812948 --store default"
        )
    {
        Add(_id);
        Add(_store);
    }

    protected override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken)
    {
        var (store, id) = await OrderFinder.FindAsync(
            context,
            context.Value(_id)!,
            context.Value(_store),
            cancellationToken
        );
        var explanation = Explanation.Of(await context.Client.OrderAsync(store, id, cancellationToken));
        if (context.Output.IsJson)
        {
            context.Output.Json(explanation, CliJson.Default.Explanation);
            return ExitCode.Done;
        }

        foreach (var line in Lines(explanation))
        {
            context.Output.Line(CliFormat.Printable(line));
        }

        return ExitCode.Done;
    }

    private static IEnumerable<string> Lines(Explanation order)
    {
        var reason = order.Reason is null ? "" : $": {order.Reason}";
        yield return CliFormat.Number($"Order {order.OrderId} of store {order.Store} is {order.State}{reason}.");
        var at = order.Next.At is null ? "" : $", at {CliFormat.Time(order.Next.At)}";
        yield return order.Next.Step == "none"
            ? $"Next: nothing. {order.Next.Why}"
            : $"Next: {order.Next.Step}{at}. {order.Next.Why}";
        if (order.Next.VerifyFirst)
        {
            yield return "An earlier attempt may have had its effect, "
                + "so that is looked up before anything is done again.";
        }

        if (order.PlatformStanding is { } told && told != order.Standing)
        {
            yield return $"It stands as {Words(order.Standing)} at Recharge, and the platform was told {Words(told)}.";
        }
        else if (order.Standing is not ("open" or "paid"))
        {
            yield return $"It stands as {Words(order.Standing)} at Recharge.";
        }

        if (order.Unread is { } unread)
        {
            yield return CliFormat.Number($"Not understood: delivery {unread.DeliveryId} ({unread.Topic}), ")
                + $"{CliFormat.Time(unread.ReceivedAt)}: {unread.Problem}.";
        }

        foreach (var remark in order.Remarks)
        {
            yield return $"Remark: {remark.Member}: {remark.Problem}.";
        }

        if (order.LastFailure is { } failure)
        {
            var said = string.Join(
                ", ",
                new[]
                {
                    failure.Status?.ToString(System.Globalization.CultureInfo.InvariantCulture),
                    failure.Reason,
                    failure.Detail,
                }.Where(part => part is { Length: > 0 })
            );
            var inBrackets = said.Length == 0 ? "" : $" ({said})";
            yield return $"Last failure: {CliFormat.Time(failure.At)}, {failure.Title}{inBrackets}.";
        }

        var name = CliFormat.Number($"{order.Store}/{order.OrderId}");
        if (order.Actions.Contains("retry", StringComparer.Ordinal))
        {
            yield return $"To try now: {CommandLine.ToolName} replay {name}";
        }

        if (order.Actions.Contains("place", StringComparer.Ordinal))
        {
            yield return $"To have it placed: {CommandLine.ToolName} place {name}";
        }

        if (order.RedoSteps.Count > 0)
        {
            yield return $"To redo from a step: {CommandLine.ToolName} replay {name} --from "
                + $"{string.Join('|', order.RedoSteps)}";
        }
    }

    private static string Words(string standing) => standing.Replace('_', ' ');
}
