using System.Net;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Tests.Hosting;
using RechargeSync.Testing;

namespace RechargeSync.MockPlatform.Tests.Platform;

public sealed class PlatformOrderTests
{
    private const string Reference = "recharge:default:534919106";

    [Fact]
    public async Task An_order_is_created_once_and_a_repetition_gets_the_same_one()
    {
        await using var mock = new MockHost();

        using var first = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order(), Reference);
        using var again = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order(), Reference);

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.OK), (first.StatusCode, again.StatusCode));
        var (created, repeated) = (await MockHost.JsonOf(first), await MockHost.JsonOf(again));
        Shape.Same(created, repeated);
        Assert.Equal(
            ("101", Reference),
            (created["number"]!.GetValue<string>(), created["reference"]!.GetValue<string>())
        );
        Assert.Matches("^[0-9]+$", created["id"]!.GetValue<string>());
        var audited = Assert.Single((await mock.AuditAsync())["platformOrders"]!.AsArray())!;
        Assert.Equal((2, 0), (audited["createCalls"]!.GetValue<int>(), audited["updates"]!.GetValue<int>()));
    }

    [Fact]
    public async Task Order_and_spacing_of_members_do_not_make_another_body()
    {
        await using var mock = new MockHost();
        using var first = await mock.PlatformAsync(
            HttpMethod.Post,
            "/orders",
            """{"reference":"r","status":"paid","lines":[]}""",
            "k"
        );

        using var again = await mock.PlatformAsync(
            HttpMethod.Post,
            "/orders",
            """{ "lines": [], "status": "paid", "reference": "r" }""",
            "k"
        );

        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_422_even_after_an_update()
    {
        await using var mock = new MockHost();
        using var first = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order(), Reference);
        var id = (await MockHost.JsonOf(first))["id"];
        using var patched = await mock.PlatformAsync(HttpMethod.Patch, $"/orders/{id}", new { note = "changed" });

        using var other = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order("another note"), Reference);
        using var same = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order(), Reference);

        Assert.Equal((HttpStatusCode.UnprocessableEntity, HttpStatusCode.OK), (other.StatusCode, same.StatusCode));
        Assert.Equal("application/problem+json", other.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_reference_under_another_key_is_409()
    {
        await using var mock = new MockHost();
        using var first = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order(), "key 1");

        using var second = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order(), "key 2");

        Assert.Equal(HttpStatusCode.Conflict, second.StatusCode);
        Assert.Equal("application/problem+json", second.Content.Headers.ContentType!.MediaType);
        Assert.Single((await mock.AuditAsync())["platformOrders"]!.AsArray());
    }

    [Fact]
    public async Task Many_concurrent_attempts_make_one_order()
    {
        await using var mock = new MockHost();

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 32).Select(_ => mock.PlatformAsync(HttpMethod.Post, "/orders", Order(), Reference))
        );

        Assert.Single(answers, a => a.StatusCode == HttpStatusCode.Created);
        Assert.Equal(31, answers.Count(a => a.StatusCode == HttpStatusCode.OK));
        Assert.Equal(
            32,
            Assert.Single((await mock.AuditAsync())["platformOrders"]!.AsArray())!["createCalls"]!.GetValue<int>()
        );
    }

    [Fact]
    public async Task An_order_is_found_by_its_exact_reference()
    {
        await using var mock = new MockHost();
        using var first = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order(), Reference);

        using var found = await mock.PlatformAsync(
            HttpMethod.Get,
            $"/orders?reference={Uri.EscapeDataString(Reference)}"
        );
        using var missed = await mock.PlatformAsync(HttpMethod.Get, "/orders?reference=recharge:default:5349191");
        using var unasked = await mock.PlatformAsync(HttpMethod.Get, "/orders");

        Assert.Equal(
            "101",
            Assert.Single((await MockHost.JsonOf(found))["orders"]!.AsArray())!["number"]!.GetValue<string>()
        );
        Assert.Equal("""{"orders":[]}""", await missed.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.BadRequest, unasked.StatusCode);
    }

    [Fact]
    public async Task An_update_changes_the_order_and_is_counted()
    {
        await using var mock = new MockHost();
        using var first = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order(), Reference);
        var id = (await MockHost.JsonOf(first))["id"];

        using var patched = await mock.PlatformAsync(
            HttpMethod.Patch,
            $"/orders/{id}",
            new { note = "changed", reference = "ignored" }
        );
        using var missing = await mock.PlatformAsync(HttpMethod.Patch, "/orders/1", new { note = "changed" });

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (patched.StatusCode, missing.StatusCode));
        using var read = await mock.PlatformAsync(HttpMethod.Get, $"/orders/{id}");
        var order = await MockHost.JsonOf(read);
        Assert.Equal(
            ("changed", Reference),
            (order["order"]!["note"]!.GetValue<string>(), order["order"]!["reference"]!.GetValue<string>())
        );
        Assert.Equal(1, (await mock.AuditAsync())["platformOrders"]![0]!["updates"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("""{"status":"paid"}""", "reference")]
    [InlineData("""{"reference":""}""", "reference")]
    [InlineData("""{"reference":"r","lines":{}}""", "lines")]
    [InlineData("""{"reference":"r","lines":[{"quantity":0}]}""", "lines[0].quantity")]
    [InlineData("""{"reference":"r","lines":[{"quantity":1,"unitPrice":24.3}]}""", "lines[0].unitPrice")]
    [InlineData("""{"reference":"r","customer":"Ada"}""", "customer")]
    public async Task An_order_that_makes_no_sense_is_422_by_field(string body, string field)
    {
        await using var mock = new MockHost();

        using var response = await mock.PlatformAsync(HttpMethod.Post, "/orders", body, "k");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal(
            [field],
            (await MockHost.JsonOf(response))["errors"]!.AsObject().Select(e => e.Key),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public async Task The_idempotency_key_is_required()
    {
        await using var mock = new MockHost();

        using var response = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
    }

    [Fact]
    public async Task Without_the_api_key_nothing_is_answered_and_nothing_counted()
    {
        await using var mock = new MockHost();

        using var response = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order(), Reference, apiKey: "wrong");
        using var accepted = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order(), Reference);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(1, (await mock.AuditAsync())["platformOrders"]![0]!["createCalls"]!.GetValue<int>());
    }

    private static JsonObject Order(string? note = null) =>
        new()
        {
            ["reference"] = Reference,
            ["status"] = "paid",
            ["currency"] = "USD",
            ["note"] = note,
            ["lines"] = new JsonArray(
                new JsonObject
                {
                    ["sku"] = "COF-100-L",
                    ["quantity"] = 1,
                    ["unitPrice"] = "24.30",
                }
            ),
        };
}
