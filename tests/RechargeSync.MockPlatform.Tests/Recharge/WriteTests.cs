using System.Net;
using RechargeSync.MockPlatform.Tests.Hosting;
using RechargeSync.Testing;

namespace RechargeSync.MockPlatform.Tests.Recharge;

public sealed class WriteTests
{
    [Theory]
    [InlineData("2021-01", """{"external_order_id":"92812948","external_order_number":"101"}""")]
    [InlineData(
        "2021-11",
        """{"external_order_id":{"ecommerce":"92812948"},"external_order_number":{"ecommerce":"101"}}"""
    )]
    public async Task Ids_written_in_either_version_are_read_in_both(string version, string body)
    {
        await using var mock = new MockHost();
        var id = (await mock.BuyAsync()).OrderIds[0];
        mock.Time.Advance(TimeSpan.FromSeconds(8));

        using var put = await mock.RechargeAsync(HttpMethod.Put, $"/orders/{id}", body, version: version);

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var older = (await mock.GetRechargeAsync($"/orders/{id}", version: "2021-01"))["order"]!;
        var newer = (await mock.GetRechargeAsync($"/orders/{id}", version: "2021-11"))["order"]!;
        Assert.Equal(
            ("92812948", "101"),
            (older["external_order_id"]!.GetValue<string>(), older["external_order_number"]!.GetValue<string>())
        );
        Assert.Equal("92812948", newer["external_order_id"]!["ecommerce"]!.GetValue<string>());
        Assert.Equal("2026-03-02T14:15:36+00:00", newer["updated_at"]!.GetValue<string>());
        var audited = (await mock.AuditAsync())["orders"]![0]!;
        Assert.Equal(
            ("92812948", "101", 1),
            (
                audited["externalOrderId"]!.GetValue<string>(),
                audited["externalOrderNumber"]!.GetValue<string>(),
                audited["idWrites"]!.GetValue<int>()
            )
        );
    }

    [Fact]
    public async Task A_seeded_record_of_the_other_version_takes_the_write_and_keeps_its_shape()
    {
        await using var mock = new MockHost();
        await mock.SeedAsync(Sample.Object(Sample.Order202101));

        using var put = await mock.RechargeAsync(
            HttpMethod.Put,
            "/orders/534919106",
            new { external_order_id = new { ecommerce = "7" } },
            version: "2021-11"
        );

        var older = (await mock.GetRechargeAsync("/orders/534919106", version: "2021-01"))["order"]!;
        Assert.Equal("7", older["external_order_id"]!.GetValue<string>());
        Assert.Equal(64962974, older["customer_id"]!.GetValue<long>());
    }

    [Theory]
    [InlineData("2021-01", """{"external_order_id":{"ecommerce":"1"}}""", "external_order_id")]
    [InlineData("2021-01", """{"external_order_id":92812948}""", "external_order_id")]
    [InlineData("2021-11", """{"external_order_id":"92812948"}""", "external_order_id")]
    [InlineData("2021-11", """{"external_order_id":{"ecommerce":5}}""", "external_order_id")]
    [InlineData("2021-11", """{"external_order_id":{"shopify":"5"}}""", "external_order_id")]
    [InlineData("2021-11", """{"external_order_id":{}}""", "external_order_id")]
    [InlineData("2021-11", """{"external_order_number":"101"}""", "external_order_number")]
    [InlineData("2021-11", """{"made_up":1}""", "made_up")]
    [InlineData("2021-11", """{"note_attributes":[]}""", "note_attributes")]
    [InlineData("2021-11", """{"status":"happy"}""", "status")]
    [InlineData("2021-11", """{"scheduled_at":"soon"}""", "scheduled_at")]
    [InlineData("2021-11", """{"line_items":[5]}""", "line_items")]
    [InlineData("2021-11", """{"shipping_address":"here"}""", "shipping_address")]
    public async Task What_a_version_does_not_know_is_422_and_changes_nothing(string version, string body, string field)
    {
        await using var mock = new MockHost();
        var id = (await mock.BuyAsync()).OrderIds[0];

        using var put = await mock.RechargeAsync(HttpMethod.Put, $"/orders/{id}", body, version: version);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, put.StatusCode);
        Assert.Equal(
            [field],
            (await MockHost.JsonOf(put))["errors"]!.AsObject().Select(e => e.Key),
            StringComparer.Ordinal
        );
        await mock.QuietAsync();
        Assert.Empty(mock.Receiver.Of("order/updated"));
        Assert.Equal(0, (await mock.AuditAsync())["orders"]![0]!["idWrites"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_store_can_refuse_the_number_so_that_the_fallback_can_be_tried()
    {
        await using var mock = new MockHost(("Mock:Stores:default:AcceptsOrderNumber", "false"));
        var id = (await mock.BuyAsync()).OrderIds[0];
        var both = new
        {
            external_order_id = new { ecommerce = "9" },
            external_order_number = new { ecommerce = "101" },
        };

        using var refused = await mock.RechargeAsync(HttpMethod.Put, $"/orders/{id}", both);
        using var taken = await mock.RechargeAsync(HttpMethod.Put, $"/orders/{id}", new { both.external_order_id });

        Assert.Equal(
            """{"errors":{"external_order_number":["Unknown field."]}}""",
            await refused.Content.ReadAsStringAsync()
        );
        Assert.Equal(HttpStatusCode.OK, taken.StatusCode);
    }

    [Theory]
    [InlineData("not json", HttpStatusCode.BadRequest)]
    [InlineData("", HttpStatusCode.BadRequest)]
    [InlineData("[1]", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("""{"note":"a","note":"b"}""", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_no_JSON_object_is_refused(string body, HttpStatusCode expected)
    {
        await using var mock = new MockHost();
        var id = (await mock.BuyAsync()).OrderIds[0];

        using var put = await mock.RechargeAsync(HttpMethod.Put, $"/orders/{id}", body);

        Assert.Equal(expected, put.StatusCode);
    }

    [Fact]
    public async Task Every_write_of_ids_counts_even_when_nothing_changes()
    {
        await using var mock = new MockHost();
        var id = (await mock.BuyAsync()).OrderIds[0];
        for (var i = 0; i < 2; i++)
        {
            using var put = await mock.RechargeAsync(
                HttpMethod.Put,
                $"/orders/{id}",
                new { external_order_id = new { ecommerce = "9" } }
            );
        }

        using var note = await mock.RechargeAsync(HttpMethod.Put, $"/orders/{id}", new { note = "no ids in here" });

        Assert.Equal(2, (await mock.AuditAsync())["orders"]![0]!["idWrites"]!.GetValue<int>());
    }

    [Fact]
    public async Task Every_write_comes_back_as_order_updated()
    {
        await using var mock = new MockHost();
        var id = (await mock.BuyAsync()).OrderIds[0];
        using var put = await mock.RechargeAsync(
            HttpMethod.Put,
            $"/orders/{id}",
            new { external_order_id = new { ecommerce = "9" } }
        );
        await mock.QuietAsync();

        var echo = Assert.Single(mock.Receiver.Of("order/updated"));
        Assert.Equal("9", echo.Json["order"]!["external_order_id"]!["ecommerce"]!.GetValue<string>());
        Shape.Same(echo.Json, await MockHost.JsonOf(put));
    }

    [Fact]
    public async Task Line_items_replace_the_list_and_other_members_are_merged()
    {
        await using var mock = new MockHost();
        var id = (await mock.BuyAsync()).OrderIds[0];

        using var put = await mock.RechargeAsync(
            HttpMethod.Put,
            $"/orders/{id}",
            new
            {
                line_items = new[] { new { sku = "NEW", quantity = 1 } },
                shipping_address = new { city = "Shelbyville" },
                note = "ring twice",
                tags = "a, b",
                status = "cancelled",
                scheduled_at = "2026-05-01T04:00:00+00:00",
                order_attributes = new[] { new { name = "n", value = "v" } },
            }
        );

        var order = (await MockHost.JsonOf(put))["order"]!;
        Assert.Equal("NEW", Assert.Single(order["line_items"]!.AsArray())!["sku"]!.GetValue<string>());
        Assert.Equal(
            ("Shelbyville", "62701"),
            (
                order["shipping_address"]!["city"]!.GetValue<string>(),
                order["shipping_address"]!["zip"]!.GetValue<string>()
            )
        );
        Assert.Equal(
            ("ring twice", "a, b", "cancelled"),
            (order["note"]!.GetValue<string>(), order["tags"]!.GetValue<string>(), order["status"]!.GetValue<string>())
        );
        Assert.Equal("n", order["order_attributes"]![0]!["name"]!.GetValue<string>());
        var older = (await mock.GetRechargeAsync($"/orders/{id}", version: "2021-01"))["order"]!;
        Assert.Equal(
            ("2026-05-01T00:00:00", "2026-05-01T00:00:00"),
            (older["scheduled_at"]!.GetValue<string>(), older["shipping_date"]!.GetValue<string>())
        );
        Assert.Equal("CANCELLED", older["status"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("2021-01", """{"external_order_id":"92812948"}""")]
    [InlineData("2021-11", """{"external_order_id":{"ecommerce":"92812948"}}""")]
    public async Task A_charge_takes_its_external_id(string version, string body)
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync("prepaid");

        using var put = await mock.RechargeAsync(HttpMethod.Put, $"/charges/{bought.ChargeId}", body, version: version);

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        var audited = (await mock.AuditAsync())["charges"]![0]!;
        Assert.Equal(
            ("92812948", 1),
            (audited["externalOrderId"]!.GetValue<string>(), audited["idWrites"]!.GetValue<int>())
        );
    }

    [Fact]
    public async Task A_charge_has_no_number_to_write()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync("prepaid");

        using var put = await mock.RechargeAsync(
            HttpMethod.Put,
            $"/charges/{bought.ChargeId}",
            new { external_order_number = new { ecommerce = "1" } }
        );

        Assert.Equal(HttpStatusCode.UnprocessableEntity, put.StatusCode);
    }

    [Fact]
    public async Task A_store_can_be_without_charge_writes()
    {
        await using var mock = new MockHost(("Mock:Stores:default:AcceptsChargeWrites", "false"));
        var bought = await mock.BuyAsync("prepaid");

        using var put = await mock.RechargeAsync(
            HttpMethod.Put,
            $"/charges/{bought.ChargeId}",
            new { external_order_id = new { ecommerce = "1" } }
        );

        Assert.Equal(HttpStatusCode.NotFound, put.StatusCode);
    }

    [Fact]
    public async Task A_seeded_charge_ages_from_when_it_was_seeded_not_from_its_own_dates()
    {
        await using var mock = new MockHost();
        mock.Time.Advance(TimeSpan.FromDays(500));
        await mock.SeedAsync(Sample.Object(Sample.Charge202111));

        using var put = await mock.RechargeAsync(
            HttpMethod.Put,
            "/charges/580825303",
            new { external_order_id = new { ecommerce = "1" } }
        );
        await mock.ControlAsync(HttpMethod.Post, "/clock/advance", new { days = 91 });
        using var later = await mock.RechargeAsync(HttpMethod.Get, "/charges/580825303");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (put.StatusCode, later.StatusCode));
    }

    [Fact]
    public async Task A_processed_charge_vanishes_after_90_days()
    {
        await using var mock = new MockHost();
        var bought = await mock.BuyAsync("prepaid");
        await mock.ControlAsync(HttpMethod.Post, "/clock/advance", new { days = 90 });
        await mock.GetRechargeAsync($"/charges/{bought.ChargeId}");
        Assert.Single((await mock.GetRechargeAsync("/charges?status=success"))["charges"]!.AsArray());

        await mock.ControlAsync(HttpMethod.Post, "/clock/advance", new { days = 1 });

        using var get = await mock.RechargeAsync(HttpMethod.Get, $"/charges/{bought.ChargeId}");
        using var put = await mock.RechargeAsync(
            HttpMethod.Put,
            $"/charges/{bought.ChargeId}",
            new { external_order_id = new { ecommerce = "1" } }
        );
        Assert.Equal(HttpStatusCode.NotFound, get.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, put.StatusCode);
        Assert.Empty((await mock.GetRechargeAsync("/charges"))["charges"]!.AsArray());
        await mock.GetRechargeAsync($"/orders/{bought.OrderIds[2]}");
    }
}
