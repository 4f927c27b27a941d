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

    [Fact]
    public async Task All_members_of_an_order_are_kept_and_unknown_ones_too()
    {
        await using var mock = new MockHost();
        var order = JsonNode.Parse(
            """
            {
              "contractVersion": 2, "reference": "r", "status": "partially_refunded", "currency": "USD", "email": null,
              "rechargeOrderId": "534919199", "chargeId": "580825303", "addressId": "46453225", "type": "checkout",
              "prepaid": true, "prepaidPosition": 1, "prepaidCount": 3, "tags": ["Prepaid"], "note": "ring twice",
              "createdAt": "2026-03-02T14:15:28+00:00", "processedAt": null, "scheduledAt": "2026-03-02",
              "payment": { "processor": "stripe", "transactionId": "ch_1" },
              "customer": { "id": "1", "externalId": "CUST-1", "email": null },
              "lines": [
                {
                  "sku": "A", "quantity": 2, "unitPrice": "20.00", "originalPrice": "24.00", "total": "40.00", "tax": "8.00",
                  "discount": "0.00", "unitPriceIncludesTax": true, "weightGrams": 0, "image": "https://cdn.example.com/a.jpg",
                  "requiresShipping": true, "purchaseItemId": "153", "purchaseItemType": "subscription", "bundleParent": null,
                  "taxLines": [{ "title": "VAT", "rate": "0.2", "price": "8.00" }], "properties": [{ "name": "grind", "value": null }]
                }
              ],
              "shippingAddress": { "country": "US", "countryName": "United States" }, "billingAddress": null,
              "shippingLines": [{ "code": "E", "title": "Economy", "price": "4.90" }],
              "discounts": [{ "code": "TEN", "kind": "percentage", "value": "10", "amount": "4.00" }],
              "attributes": [{ "name": "cart_id", "value": "c" }], "taxLines": [],
              "totals": { "subtotal": "40.00", "shipping": "4.90", "duties": "0.00", "refunds": "5.00", "total": "44.90" },
              "weightGrams": 500, "includesTax": true, "colour": { "of": "money" }
            }
            """
        )!;

        using var created = await mock.PlatformAsync(HttpMethod.Post, "/orders", order, "k");

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        using var read = await mock.PlatformAsync(HttpMethod.Get, $"/orders/{(await MockHost.JsonOf(created))["id"]}");
        Shape.Same(order, (await MockHost.JsonOf(read))["order"]);
    }

    [Fact]
    public async Task An_update_keeps_what_it_leaves_out_empties_by_null_and_replaces_lists()
    {
        await using var mock = new MockHost();
        using var created = await mock.PlatformAsync(
            HttpMethod.Post,
            "/orders",
            """
            {"reference":"r","status":"paid","email":"a@example.com","note":"old","tags":["A","B"],
             "shippingAddress":{"city":"Springfield","company":"Tester Ltd","zip":"62701"}}
            """,
            "k"
        );
        var id = (await MockHost.JsonOf(created))["id"];

        using var patched = await mock.PlatformAsync(
            HttpMethod.Patch,
            $"/orders/{id}",
            """{"note":null,"tags":["C"],"shippingAddress":{"city":"Brooklyn","company":null}}"""
        );

        using var read = await mock.PlatformAsync(HttpMethod.Get, $"/orders/{id}");
        Shape.Same(
            JsonNode.Parse(
                """
                {"reference":"r","status":"paid","email":"a@example.com","note":null,"tags":["C"],
                 "shippingAddress":{"city":"Brooklyn","company":null,"zip":"62701"}}
                """
            ),
            (await MockHost.JsonOf(read))["order"]
        );
    }

    [Theory]
    [InlineData("""{"status":"paid"}""", "reference")]
    [InlineData("""{"reference":""}""", "reference")]
    [InlineData("""{"reference":"r","lines":{}}""", "lines")]
    [InlineData("""{"reference":"r","lines":[{"quantity":0}]}""", "lines[0].quantity")]
    [InlineData("""{"reference":"r","lines":[{"quantity":1,"unitPrice":24.3}]}""", "lines[0].unitPrice")]
    [InlineData("""{"reference":"r","customer":"Ada"}""", "customer")]
    [InlineData("""{"reference":"r","status":"happy"}""", "status")]
    [InlineData("""{"reference":"r","rechargeOrderId":7}""", "rechargeOrderId")]
    [InlineData("""{"reference":"r","prepaid":"yes"}""", "prepaid")]
    [InlineData("""{"reference":"r","prepaidPosition":0}""", "prepaidPosition")]
    [InlineData("""{"reference":"r","createdAt":"yesterday"}""", "createdAt")]
    [InlineData("""{"reference":"r","payment":{"transactionId":1}}""", "payment.transactionId")]
    [InlineData("""{"reference":"r","totals":{"duties":12.0}}""", "totals.duties")]
    [InlineData("""{"reference":"r","weightGrams":-1}""", "weightGrams")]
    [InlineData("""{"reference":"r","taxLines":[{"price":"8%"}]}""", "taxLines[0].price")]
    [InlineData("""{"reference":"r","discounts":[{"amount":1}]}""", "discounts[0].amount")]
    [InlineData("""{"reference":"r","shippingAddress":{"countryName":["US"]}}""", "shippingAddress.countryName")]
    [InlineData("""{"reference":"r","lines":[{"quantity":1,"tax":"0,5"}]}""", "lines[0].tax")]
    [InlineData("""{"reference":"r","lines":[null]}""", "lines[0]")]
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

    [Theory]
    [InlineData("4", HttpStatusCode.PreconditionFailed)]
    [InlineData("5", HttpStatusCode.OK)]
    [InlineData("6", HttpStatusCode.OK)]
    [InlineData(null, HttpStatusCode.OK)]
    [InlineData("new", HttpStatusCode.UnprocessableEntity)]
    public async Task An_update_of_an_older_version_is_refused_with_the_one_that_the_order_has(
        string? version,
        HttpStatusCode expected
    )
    {
        await using var mock = new MockHost();
        using var created = await mock.PlatformAsync(HttpMethod.Post, "/orders", Order(), Reference);
        var path = "/orders/" + (await MockHost.JsonOf(created))["id"]!.GetValue<string>();
        using var first = await mock.PlatformAsync(HttpMethod.Patch, path, """{"note":"five"}""", version: "5");

        using var next = await mock.PlatformAsync(HttpMethod.Patch, path, """{"note":"next"}""", version: version);

        Assert.Equal(expected, next.StatusCode);
        using var read = await mock.PlatformAsync(HttpMethod.Get, path);
        Assert.Equal(
            expected == HttpStatusCode.OK ? "next" : "five",
            (await MockHost.JsonOf(read))["order"]!["note"]!.GetValue<string>()
        );
        if (expected == HttpStatusCode.PreconditionFailed)
        {
            Assert.Equal(5, (await MockHost.JsonOf(next))["version"]!.GetValue<int>());
        }
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
