namespace RechargeSync.AppHost.Demo;

/// <summary>The demo: what happens, in which order, and what it shows.</summary>
internal sealed class DemoScript(MockClient mock, DemoPlatform platform, DemoStage stage, TimeProvider clock)
{
    private const int DaysToNextShipment = 31;
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan s_pollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly CheckoutOrder.Item s_coffee = new("COF-100-L", Quantity: 1, Price: "24.30");
    private static readonly string[] s_ordinals = ["1st", "2nd", "3rd"];

    private static readonly AddressChange s_newAddress = new(
        new("Ada", "Tester", DemoPlatform.NewStreet, "Brooklyn", "New York", "11201", "US", "+1 555 0100")
    );

    private readonly List<DemoOrder> _orders = [];

    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        Say("");
        Say($"Webhooks receives at   {stage.Webhooks.Url}/webhooks/recharge/default/order/created");
        Say($"Worker                 {stage.Worker.Url}/health");
        Say($"Operators' console     {stage.Console.Url}/");
        Say($"Storefront to try out  {stage.Mock.Url}/");
        Say(
            "Demo: a shopper buys once, buys three months of coffee in advance, and cancels one more purchase "
                + "(Demo__Enabled=false switches this off)."
        );

        var standard = await BuyAsync("standard", "standard", shipments: 1, cancellationToken);
        var prepaid = await BuyAsync("prepaid", NameOf(shipment: 1), s_ordinals.Length, cancellationToken);
        var rows = await UntilDoneAsync(cancellationToken);
        for (var shipment = 2; shipment <= s_ordinals.Length && AreDone(rows); shipment++)
        {
            await ShipNextAsync(prepaid, shipment, cancellationToken);
            rows = await UntilDoneAsync(cancellationToken);
        }

        if (AreDone(rows))
        {
            await mock.ChangeAddressAsync(standard.OrderIds[0], s_newAddress, cancellationToken);
            _orders[0].ExpectsUpdate = true;
            rows = await UntilDoneAsync(cancellationToken);
        }

        Show(AreDone(rows) ? await BuyAndCancelAsync(cancellationToken) : rows);
    }

    private async Task<IReadOnlyList<DemoRow>> BuyAndCancelAsync(CancellationToken cancellationToken)
    {
        var regretted = await BuyAsync("standard", "standard, cancelled", shipments: 1, cancellationToken);
        var rows = await UntilDoneAsync(cancellationToken);
        if (!AreDone(rows))
        {
            return rows;
        }

        await mock.CancelAsync(regretted.OrderIds[0], cancellationToken);
        _orders[^1].ExpectsCancellation = true;
        return await UntilDoneAsync(cancellationToken);
    }

    private async Task<Checkout> BuyAsync(string kind, string name, int shipments, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var cart = await platform.MakeCartAsync(cancellationToken);
        var checkout = await mock.BuyAsync(new CheckoutOrder(kind, shipments, [s_coffee], cart), cancellationToken);
        var isPrepaid = shipments > 1;
        _orders.Add(
            new DemoOrder(checkout.OrderIds[0], name, start)
            {
                CartId = checkout.CartId,
                ChargeId = isPrepaid ? checkout.ChargeId : null,
                ChargeWrites = 1,
            }
        );
        return checkout;
    }

    private async Task ShipNextAsync(Checkout prepaid, int shipment, CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        var processed = await mock.AdvanceAsync(DaysToNextShipment, cancellationToken);
        foreach (var id in processed.Where(prepaid.OrderIds.Contains))
        {
            _orders.Add(
                new DemoOrder(id, NameOf(shipment), start) { ChargeId = prepaid.ChargeId, ChargeWrites = shipment }
            );
        }
    }

    /// <summary>Polls the audit until every order so far is done, or patience ends; returns the table's rows.</summary>
    private async Task<IReadOnlyList<DemoRow>> UntilDoneAsync(CancellationToken cancellationToken)
    {
        var start = clock.GetTimestamp();
        while (true)
        {
            var audit = await platform.SeeAsync(await mock.AuditAsync(cancellationToken), _orders, cancellationToken);
            foreach (var order in _orders.Where(o => o.Duration is null && o.Row(audit).IsDone))
            {
                order.Duration = clock.GetElapsedTime(order.Start);
            }

            var rows = _orders.ConvertAll(o => o.Row(audit));
            if (AreDone(rows) || clock.GetElapsedTime(start) > s_patience)
            {
                return rows;
            }

            await Task.Delay(s_pollInterval, clock, cancellationToken);
        }
    }

    private void Show(IReadOnlyList<DemoRow> rows)
    {
        Say("");
        Say(DemoTable.Render(rows));
        foreach (var row in rows.Where(r => !r.IsDone))
        {
            Say($"Order {row.RechargeId}: {string.Join("; ", row.Missing())}.");
        }

        if (stage.Dashboard is { } dashboard)
        {
            Say($"Logs, traces and commands of every service: {dashboard}");
        }

        Say(
            AreDone(rows)
                ? $"Every order is where it belongs. Try the storefront at {stage.Mock.Url}/; press Ctrl+C to shut down."
                : $"The demo is not complete; what the mock saw: {stage.Mock.Url}/control/audit. "
                    + "The system keeps running; press Ctrl+C to shut down."
        );
    }

    private static string NameOf(int shipment) => $"prepaid, {s_ordinals[shipment - 1]} order";

    private static bool AreDone(IReadOnlyList<DemoRow> rows) => rows.All(r => r.IsDone);

    private static void Say(string text) => Console.Out.WriteLine(text);
}
