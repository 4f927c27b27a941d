using System.CommandLine;
using System.Globalization;
using RechargeSync.Cli.Options;
using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Orders;

/// <summary>
/// Finds the order that a person means by a Recharge id, <c>store/id</c>, a reference, or a platform id or number.
/// </summary>
internal static class OrderFinder
{
    private const int MostShown = 10;

    public static Argument<string> Argument() =>
        new Argument<string>("ID")
        {
            Description = "Recharge's order id, STORE/ID, a reference, a charge id, or the platform's id or number",
        }.RefuseOptions();

    /// <summary>The order's store and Recharge id.</summary>
    /// <exception cref="CommandException">There is none, or there are several.</exception>
    public static async Task<(string Store, long Id)> FindAsync(
        CommandContext context,
        string text,
        string? store,
        CancellationToken cancellationToken
    )
    {
        text = text.Trim();
        if (text.Split('/') is [{ Length: > 0 } named, var number] && TryId(number, out var id))
        {
            return (named, id);
        }

        var found = (
            await context.Client.OrdersAsync(
                new OrderQuery
                {
                    Search = text,
                    Store = store,
                    Limit = MostShown,
                },
                cancellationToken
            )
        ).Items;
        if (found.Count > 1 && TryId(text, out id) && found.Where(order => order.OrderId == id).ToList() is [var only])
        {
            found = [only];
        }

        return found switch
        {
            [var order] => (order.Store, order.OrderId),
            [] => throw new CommandException(
                ExitCode.NotFound,
                $"No order is known by '{CliFormat.Printable(text)}'"
                    + (store is null ? "" : $" in store {CliFormat.Printable(store)}")
                    + $". See: {CommandLine.ToolName} orders"
            ),
            _ => throw new CommandException(
                ExitCode.Usage,
                $"'{CliFormat.Printable(text)}' fits several orders; name one: "
                    + string.Join(", ", found.Select(order => CliFormat.Number($"{order.Store}/{order.OrderId}")))
            ),
        };
    }

    private static bool TryId(string text, out long id) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out id);
}
