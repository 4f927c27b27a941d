using RechargeSync.Console.Client;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>What people see of an order: its timeline, where it stands, its payload.</summary>
[Collection(UsesServers.Name)]
public sealed class OrderLookTests(Servers servers) : ConsoleTest(servers)
{
    [Fact]
    public async Task Order_shows_its_timeline_and_its_next_step()
    {
        var inbox = await Database.DeliverAsync(WorkKey.Order("default", 1));
        await Database.ExecuteAsync($"UPDATE inbox SET state = 1, finished_at = now() WHERE id = {inbox}");
        await OrderAsync(
            1,
            state: 1,
            columns: "payload_inbox_id, desired_hash, retry_at, due_at",
            values: $"{inbox}, '\\x01', now() + interval '1 minute', now() + interval '1 minute'"
        );
        await Database.ExecuteAsync(
            """
            UPDATE orders SET intent = 1, attempts = 1;
            INSERT INTO failed_attempts (store, resource_key, step, reason, status, detail, request_id, trace_parent)
            VALUES ('default', 'order/1', 1, 'server_error', 503, '{"email":"ada@example.com"}', 'r-1',
                '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01')
            """
        );

        var detail = await Console.Viewer.OrderAsync("default", 1, default);

        Assert.Equal(
            ["known", "received", "applied", "failed"],
            detail.Timeline.Select(happened => happened.Type),
            StringComparer.Ordinal
        );
        var failed = detail.Timeline[^1];
        Assert.Equal(
            (503, "r-1", "push", "0af7651916cd43dd8448eb211c80319c"),
            (failed.Status, failed.RequestId, failed.Step, failed.TraceId)
        );
        Assert.DoesNotContain("ada", failed.Detail, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(("push", true), (detail.Next.Step, detail.Next.VerifyFirst));
        Assert.Equal(("retrying", "recharge:default:1"), (detail.Order.State, detail.Order.Reference));
        Assert.Equal(["retry", "place", "ignore"], detail.Actions);
    }

    [Fact]
    public async Task Order_shows_where_it_stands_on_both_sides_and_what_was_remarked()
    {
        await OrderAsync(
            1,
            standing: 2,
            columns: "platform_standing, refunded, platform_refunded, linked_id, released, remarks",
            values: "1, 4.50, 0, 'P9', true, '[{\"member\":\"note\",\"problem\":\"no text\"}]'"
        );
        await OrderAsync(2, standing: 0);

        var detail = await Console.Viewer.OrderAsync("default", 1, default);

        Assert.Equal(("partially_refunded", "paid"), (detail.Standing, detail.PlatformStanding));
        Assert.Equal((4.50m, 0m), (detail.Refunded, detail.PlatformRefunded));
        Assert.Equal(("P9", true), (detail.LinkedId, detail.Released));
        Assert.Equal(new OrderRemark("note", "no text"), Assert.Single(detail.Remarks));
        Assert.Equal(("partially_refunded", 1), (detail.Order.Standing, detail.Order.Remarks));
        var other = await Console.Viewer.OrderAsync("default", 2, default);
        Assert.Equal(("open", 0), (other.Order.Standing, other.Order.Remarks));
        Assert.Null(other.PlatformStanding);
    }

    [Fact]
    public async Task Order_names_the_problem_of_the_delivery_that_could_not_be_read_until_Recharge_has_answered()
    {
        var inbox = await Database.DeliverAsync(WorkKey.Order("default", 1));
        await Database.ExecuteAsync(
            $"UPDATE inbox SET state = 3, reason = 'order.line_items is no list', finished_at = now() WHERE id = {inbox}"
        );
        await OrderAsync(1, state: 1, columns: "question, due_at", values: "'not_understood', now()");

        var asked = await Console.Viewer.OrderAsync("default", 1, default);
        await Database.ExecuteAsync("UPDATE orders SET question = NULL");
        var answered = await Console.Viewer.OrderAsync("default", 1, default);

        Assert.Equal((inbox, "order.line_items is no list"), (asked.Unread!.DeliveryId, asked.Unread.Problem));
        Assert.Equal(("not_understood", "read_order"), (asked.Question, asked.Next.Step));
        Assert.Null(answered.Unread);
    }

    [Fact]
    public async Task Order_of_which_only_an_unread_delivery_is_known_is_told_of_by_it()
    {
        var inbox = await Database.DeliverAsync(WorkKey.Order("default", 1));
        await Database.ExecuteAsync("UPDATE inbox SET state = 3, reason = 'too large', finished_at = now()");

        var refused = await Assert.ThrowsAsync<AdminException>(() => Console.Viewer.OrderAsync("default", 1, default));

        Assert.Equal(404, refused.Status);
        Assert.Contains($"Delivery {inbox} (order/created)", refused.Detail, StringComparison.Ordinal);
        Assert.Contains("too large", refused.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Payload_is_masked_until_an_operator_reveals_it_which_is_on_record()
    {
        var inbox = await Database.DeliverAsync(
            WorkKey.Order("default", 1),
            new OrderBuilder().WithId(1).WithNote("for Ada").Body()
        );
        await OrderAsync(1, columns: "payload_inbox_id", values: $"{inbox}");

        var masked = await Console.Viewer.PayloadAsync("default", 1, default);
        var revealed = await Console.Operator.RevealPayloadAsync(
            "default",
            1,
            new NoteRequest { Note = "ticket 5" },
            default
        );

        Assert.True(masked.Masked);
        Assert.DoesNotContain("for Ada", masked.Body, StringComparison.Ordinal);
        Assert.Contains("for Ada", revealed.Body, StringComparison.Ordinal);
        Assert.Equal("olga reveal default order/1 - ticket 5", Assert.Single(await AuditAsync()));
        Assert.Contains(
            "for Ada",
            (await Console.Operator.RevealDeliveryPayloadAsync(inbox, new NoteRequest(), default)).Body,
            StringComparison.Ordinal
        );
        Assert.Equal(2, (await Console.Viewer.AuditAsync("default", null, null, default)).Items.Count);
    }
}
