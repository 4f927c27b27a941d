using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Orders;

/// <summary>An act on several orders, one after the other.</summary>
internal static class EachOrder
{
    /// <summary>
    /// Acts on each and prints what came of it; one that the act is not for is told of, and the others go on.
    /// </summary>
    /// <returns><see cref="ExitCode.Failed"/> where it was not for all of them.</returns>
    public static async Task<int> ActAsync(
        CommandContext context,
        IReadOnlyCollection<(string Store, long Id)> orders,
        Func<string, long, Task<OrderActionResult>> act
    )
    {
        var done = new List<OrderActionResult>();
        foreach (var (store, id) in orders)
        {
            try
            {
                done.Add(await act(store, id));
            }
            catch (AdminException refused) when (refused.Status == 409)
            {
                context.Output.Say(CliFormat.Number($"{store}/{id}: {CliFormat.Printable(refused.Message)}"));
            }
        }

        if (context.Output.IsJson)
        {
            context.Output.Json(
                new ListPage<OrderActionResult>(done, null),
                CliJson.Default.ListPageOrderActionResult
            );
        }
        else
        {
            foreach (var one in done)
            {
                context.Output.Line(
                    CliFormat.Number($"Order {one.OrderId} of store {one.Store}: {CliFormat.Printable(one.Message)}")
                );
            }
        }

        return done.Count == orders.Count ? ExitCode.Done : ExitCode.Failed;
    }
}
