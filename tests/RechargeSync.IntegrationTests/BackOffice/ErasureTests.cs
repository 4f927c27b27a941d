using RechargeSync.Console.Client;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>
/// What is stored of a person is erased when somebody asks for it, on record, and without losing an order.
/// </summary>
[Collection(UsesServers.Name)]
public sealed class ErasureTests(Servers servers) : ConsoleTest(servers)
{
    private const string Bodies = "SELECT resource_key FROM inbox WHERE octet_length(body) > 0 ORDER BY id";

    [Fact]
    public async Task Erased_order_leaves_nothing_of_the_person_but_that_it_was_placed()
    {
        await PlacedAsync(1, customer: 7, charge: 9);
        await PlacedAsync(2, customer: 8, charge: 10);
        await DeliveredAsync("charge/9");
        await DeliveredAsync("checkout/k");
        await Database.ExecuteAsync(
            """
            INSERT INTO charges (store, charge_id, state, intent, fence, created_at, updated_at)
            VALUES ('default', 9, 2, 0, 1, now(), now());
            INSERT INTO carts (store, token, cart_id, charge_id, state, intent, fence, created_at, updated_at)
            VALUES ('default', 'k', 'cart-1', 9, 2, 0, 1, now(), now());
            INSERT INTO failed_attempts (store, resource_key, step, reason, detail)
            VALUES ('default', 'order/1', 1, 'refused', 'Ada is unknown'), ('default', 'order/2', 1, 'refused', 'Eve is unknown');
            INSERT INTO audit_log (actor, action, store, resource_key, note)
            VALUES ('olga', 'retry', 'default', 'order/1', 'Ada has called'), ('olga', 'retry', 'default', 'order/2', 'Eve has called')
            """
        );

        var done = await Console.Operator.EraseAsync("default", 1, new NoteRequest { Note = "request 17" }, default);

        Assert.Equal(("erase", 1L), (done.Action, done.OrderId));
        Assert.Equal(["order/2"], await Database.RowsAsync(Bodies));
        Assert.Equal(
            ["-", "Eve is unknown"],
            await Database.RowsAsync("SELECT detail FROM failed_attempts ORDER BY id")
        );
        Assert.Equal(
            ["retry -", "retry Eve has called", "erase request 17"],
            await Database.RowsAsync("SELECT action, note FROM audit_log ORDER BY id")
        );
        Assert.Equal(["-"], await Database.RowsAsync("SELECT cart_id FROM carts"));
        Assert.Equal(
            ["1 2 P1", "2 2 P2"],
            await Database.RowsAsync("SELECT order_id, state, platform_order_id FROM orders ORDER BY order_id")
        );
        Assert.Equal(4, await Database.ScalarAsync<long>("SELECT count(DISTINCT dedupe_key) FROM inbox"));
        var gone = await Assert.ThrowsAsync<AdminException>(() => Console.Viewer.PayloadAsync("default", 1, default));
        Assert.Contains("erased", gone.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("state = 4")]
    [InlineData("state = 1, due_at = now() + interval '1 hour'")]
    [InlineData("lease_owner = 'one#1', due_at = now() + interval '1 minute'")]
    public async Task Order_that_still_needs_its_data_is_not_erased(string change)
    {
        await PlacedAsync(1, customer: 7, charge: 9);
        await Database.ExecuteAsync($"UPDATE orders SET {change}");

        var refused = await Assert.ThrowsAsync<AdminException>(() =>
            Console.Operator.EraseAsync("default", 1, new NoteRequest(), default)
        );

        Assert.Equal(409, refused.Status);
        Assert.Equal(["order/1"], await Database.RowsAsync(Bodies));
        Assert.Equal(0, await Database.ScalarAsync<long>("SELECT count(*) FROM audit_log"));
    }

    [Fact]
    public async Task Order_of_which_a_delivery_waits_is_not_erased()
    {
        await PlacedAsync(1, customer: 7, charge: 9);
        await DeliveredAsync("order/1", state: 0);

        Assert.Equal(
            409,
            (
                await Assert.ThrowsAsync<AdminException>(() =>
                    Console.Operator.EraseAsync("default", 1, new NoteRequest(), default)
                )
            ).Status
        );
    }

    [Fact]
    public async Task Delivery_that_was_not_understood_is_done_with_once_its_order_is_erased()
    {
        await PlacedAsync(1, customer: 7, charge: 9);
        await DeliveredAsync("order/1", state: 3);

        await Console.Operator.EraseAsync("default", 1, new NoteRequest(), default);

        Assert.Equal(["1", "2"], await Database.RowsAsync("SELECT state FROM inbox ORDER BY id"));
        Assert.Empty(await Database.RowsAsync(Bodies));
    }

    [Fact]
    public async Task Customer_is_erased_by_the_number_that_was_confirmed_and_what_is_unfinished_is_told()
    {
        await PlacedAsync(1, customer: 7, charge: 9);
        await PlacedAsync(2, customer: 7, charge: 10);
        await PlacedAsync(3, customer: 7, charge: 11);
        await PlacedAsync(4, customer: 8, charge: 12);
        await Database.ExecuteAsync(
            "UPDATE orders SET state = 1, due_at = now() + interval '1 hour' WHERE order_id = 3"
        );
        Assert.Equal(
            new CustomerOrders("default", 7, Orders: 2, Unfinished: 1),
            await Console.Viewer.CustomerAsync("default", 7, default)
        );

        var late = await Assert.ThrowsAsync<AdminException>(() =>
            Console.Operator.EraseCustomerAsync("default", 7, new EraseRequest { Orders = 3 }, default)
        );
        var erased = await Console.Operator.EraseCustomerAsync("default", 7, new EraseRequest { Orders = 2 }, default);

        Assert.Equal(409, late.Status);
        Assert.Equal(new CustomerOrders("default", 7, Orders: 2, Unfinished: 1), erased);
        Assert.Equal(["order/3", "order/4"], await Database.RowsAsync(Bodies));
        Assert.Equal(
            ["erase order/1", "erase order/2"],
            await Database.RowsAsync("SELECT action, resource_key FROM audit_log ORDER BY resource_key")
        );
    }

    private async Task PlacedAsync(long id, long customer, long charge)
    {
        await DeliveredAsync($"order/{id}");
        await Database.ExecuteAsync(
            $"""
            INSERT INTO orders (store, order_id, customer_id, charge_id, platform_order_id, platform_order_number,
                payload_inbox_id, state, intent, fence, created_at, updated_at)
            SELECT 'default', {id}, {customer}, {charge}, 'P{id}', 'P{id}', max(id), 2, 0, 1, now(), now() FROM inbox
            """
        );
    }

    private Task<int> DeliveredAsync(string resource, int state = 1) =>
        Database.ExecuteAsync(
            $"""
            INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state, finished_at)
            VALUES ('default', 'order/created', '{resource}', sha256('{resource}{state}'), 'body',
                {state}, CASE WHEN {state} <> 0 THEN now() END)
            """
        );
}
