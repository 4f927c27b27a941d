using System.Net;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Platform;

public sealed class OrderFateTests
{
    [Fact]
    public async Task An_order_is_cancelled_once_and_a_repetition_is_told_so()
    {
        await using var mock = new MockHost();
        var id = await PlaceAsync(mock);

        using var first = await mock.PlatformAsync(
            HttpMethod.Post,
            $"/orders/{id}/cancel",
            new { reason = "Cancelled at Recharge." }
        );
        using var again = await mock.PlatformAsync(HttpMethod.Post, $"/orders/{id}/cancel");

        Assert.Equal(
            $$"""{"id":"{{id}}","number":"101","status":"cancelled","outcome":"done"}""",
            await first.Content.ReadAsStringAsync()
        );
        Assert.Equal("already", (await MockHost.JsonOf(again))["outcome"]!.GetValue<string>());
        var read = await ReadAsync(mock, id);
        Assert.Equal(
            ("cancelled", "2026-03-02T14:15:28+00:00", "Cancelled at Recharge."),
            (
                read["order"]!["status"]!.GetValue<string>(),
                read["cancelledAt"]!.GetValue<string>(),
                read["cancelReason"]!.GetValue<string>()
            )
        );
    }

    [Fact]
    public async Task An_order_that_was_shipped_is_not_cancelled_and_the_answer_says_why()
    {
        await using var mock = new MockHost();
        var id = await PlaceAsync(mock);
        await mock.ControlAsync(HttpMethod.Post, $"/platform/orders/{id}/fulfil");

        using var refused = await mock.PlatformAsync(HttpMethod.Post, $"/orders/{id}/cancel", "{}");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal("application/problem+json", refused.Content.Headers.ContentType!.MediaType);
        var problem = await MockHost.JsonOf(refused);
        Assert.Equal(
            ("not_possible", "not_possible", "The order has been shipped."),
            (
                problem["type"]!.GetValue<string>(),
                problem["code"]!.GetValue<string>(),
                problem["detail"]!.GetValue<string>()
            )
        );
        var read = await ReadAsync(mock, id);
        Assert.Equal("paid", read["order"]!["status"]!.GetValue<string>());
        Assert.Equal("2026-03-02T14:15:28+00:00", read["fulfilledAt"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_cancelled_order_is_not_shipped()
    {
        await using var mock = new MockHost();
        var id = await PlaceAsync(mock);
        using var cancelled = await mock.PlatformAsync(HttpMethod.Post, $"/orders/{id}/cancel");

        using var refused = await mock.ControlAnswerAsync(HttpMethod.Post, $"/platform/orders/{id}/fulfil");

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task Refunds_add_up_to_the_whole_and_repetitions_change_nothing()
    {
        await using var mock = new MockHost();
        var id = await PlaceAsync(mock);

        Assert.Equal(("partially_refunded", "done"), await RefundAsync(mock, id, "partially_refunded", "5.00"));
        Assert.Equal(("partially_refunded", "already"), await RefundAsync(mock, id, "partially_refunded", "5.0"));
        Assert.Equal(("partially_refunded", "done"), await RefundAsync(mock, id, "partially_refunded", "20.00"));
        Assert.Equal(("refunded", "done"), await RefundAsync(mock, id, "refunded", "29.20"));
        Assert.Equal(("refunded", "already"), await RefundAsync(mock, id, "refunded", "29.20"));

        var read = await ReadAsync(mock, id);
        Assert.Equal(
            ("refunded", "29.20"),
            (read["order"]!["status"]!.GetValue<string>(), read["refunded"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task A_refund_of_an_unknown_amount_keeps_the_known_one_and_the_whole_is_what_the_order_cost()
    {
        await using var mock = new MockHost();
        var id = await PlaceAsync(mock);
        await RefundAsync(mock, id, "partially_refunded", "5.00");

        Assert.Equal(("partially_refunded", "already"), await RefundAsync(mock, id, "partially_refunded", null));
        Assert.Equal(("refunded", "done"), await RefundAsync(mock, id, "refunded", null));

        Assert.Equal("29.20", (await ReadAsync(mock, id))["refunded"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("partially_refunded", "4.00", "More than that has been refunded already.")]
    [InlineData("partially_refunded", "29.21", "That is more than the order cost.")]
    public async Task A_refund_that_cannot_follow_is_409_in_words(string status, string refunded, string why)
    {
        await using var mock = new MockHost();
        var id = await PlaceAsync(mock);
        await RefundAsync(mock, id, "partially_refunded", "5.00");

        using var refused = await mock.PlatformAsync(
            HttpMethod.Post,
            $"/orders/{id}/refunds",
            new { status, refunded }
        );

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
        Assert.Equal(why, (await MockHost.JsonOf(refused))["detail"]!.GetValue<string>());
        Assert.Equal("5.00", (await ReadAsync(mock, id))["refunded"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_was_refunded_in_full_is_not_refunded_in_part()
    {
        await using var mock = new MockHost();
        var id = await PlaceAsync(mock);
        await RefundAsync(mock, id, "refunded", null);

        using var refused = await mock.PlatformAsync(
            HttpMethod.Post,
            $"/orders/{id}/refunds",
            new { status = "partially_refunded" }
        );

        Assert.Equal(HttpStatusCode.Conflict, refused.StatusCode);
    }

    [Fact]
    public async Task A_cancelled_order_stays_cancelled_when_it_is_refunded()
    {
        await using var mock = new MockHost();
        var id = await PlaceAsync(mock);
        using var cancelled = await mock.PlatformAsync(HttpMethod.Post, $"/orders/{id}/cancel");

        Assert.Equal(("cancelled", "done"), await RefundAsync(mock, id, "refunded", "29.20"));

        Assert.Equal("29.20", (await ReadAsync(mock, id))["refunded"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("cancel", "{}")]
    [InlineData("refunds", """{"status":"refunded"}""")]
    public async Task An_order_that_is_gone_is_404(string call, string body)
    {
        await using var mock = new MockHost();

        using var response = await mock.PlatformAsync(HttpMethod.Post, $"/orders/1/{call}", body);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Theory]
    [InlineData("cancel", """{"reason":7}""", "reason")]
    [InlineData("refunds", "{}", "status")]
    [InlineData("refunds", """{"status":"paid"}""", "status")]
    [InlineData("refunds", """{"status":"refunded","refunded":20}""", "refunded")]
    [InlineData("refunds", """{"status":"refunded","refunded":"-1.00"}""", "refunded")]
    [InlineData("refunds", """{"status":"refunded","refunded":"1,50"}""", "refunded")]
    public async Task A_body_that_makes_no_sense_is_422_by_field(string call, string body, string field)
    {
        await using var mock = new MockHost();
        var id = await PlaceAsync(mock);

        using var response = await mock.PlatformAsync(HttpMethod.Post, $"/orders/{id}/{call}", body);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(
            [field],
            (await MockHost.JsonOf(response))["errors"]!.AsObject().Select(e => e.Key),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task A_change_of_a_cancelled_order_does_not_revive_it()
    {
        await using var mock = new MockHost();
        var id = await PlaceAsync(mock);
        using var cancelled = await mock.PlatformAsync(HttpMethod.Post, $"/orders/{id}/cancel");

        using var patched = await mock.PlatformAsync(
            HttpMethod.Patch,
            $"/orders/{id}",
            new { status = "paid", note = "changed" }
        );

        Assert.Equal(HttpStatusCode.OK, patched.StatusCode);
        var order = (await ReadAsync(mock, id))["order"]!;
        Assert.Equal(
            ("cancelled", "changed"),
            (order["status"]!.GetValue<string>(), order["note"]!.GetValue<string>())
        );
    }

    [Fact]
    public async Task The_audit_counts_what_was_asked_and_tells_how_the_order_stands()
    {
        await using var mock = new MockHost();
        var id = await PlaceAsync(mock);
        await RefundAsync(mock, id, "partially_refunded", "5.00");
        using var refused = await mock.PlatformAsync(
            HttpMethod.Post,
            $"/orders/{id}/refunds",
            new { status = "partially_refunded", refunded = "1.00" }
        );
        using var cancelled = await mock.PlatformAsync(HttpMethod.Post, $"/orders/{id}/cancel");

        var audited = (await mock.AuditAsync())["platformOrders"]![0]!;

        Assert.Equal(
            (1, 2, "cancelled", "5.00"),
            (
                audited["cancelCalls"]!.GetValue<int>(),
                audited["refundCalls"]!.GetValue<int>(),
                audited["status"]!.GetValue<string>(),
                audited["refunded"]!.GetValue<string>()
            )
        );
    }

    private static async Task<string> PlaceAsync(MockHost mock)
    {
        using var placed = await mock.PlatformAsync(
            HttpMethod.Post,
            "/orders",
            """{"reference":"r","status":"paid","totals":{"total":"29.20"}}""",
            "k"
        );
        return (await MockHost.JsonOf(placed))["id"]!.GetValue<string>();
    }

    private static async Task<(string Status, string Outcome)> RefundAsync(
        MockHost mock,
        string id,
        string status,
        string? refunded
    )
    {
        using var response = await mock.PlatformAsync(
            HttpMethod.Post,
            $"/orders/{id}/refunds",
            new { status, refunded }
        );
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        var answer = await MockHost.JsonOf(response);
        return (answer["status"]!.GetValue<string>(), answer["outcome"]!.GetValue<string>());
    }

    private static async Task<JsonObject> ReadAsync(MockHost mock, string id)
    {
        using var response = await mock.PlatformAsync(HttpMethod.Get, $"/orders/{id}");
        return await MockHost.JsonOf(response);
    }
}
