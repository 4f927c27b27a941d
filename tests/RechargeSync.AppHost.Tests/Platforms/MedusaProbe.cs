using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using RechargeSync.AppHost.Shops;
using RealShop = RechargeSync.AppHost.Shops.Shop;

namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>Medusa's admin API, by the secret key of the shop.</summary>
internal sealed class MedusaProbe : IPlatformProbe
{
    private const int Page = 100;

    private const string Fields =
        "id,display_id,custom_display_id,status,email,currency_code,total,tax_total,metadata,*items,"
        + "*items.adjustments,*items.tax_lines,*shipping_methods,*shipping_methods.adjustments,*shipping_address,*billing_address,*customer,"
        + "*payment_collections.payments,*payment_collections.payments.captures";

    private const string ListFields =
        "id,display_id,custom_display_id,total,*payment_collections.payments,*payment_collections.payments.captures";

    private readonly HttpClient _http;

    private MedusaProbe(HttpClient http, IShopApi shop) => (_http, Shop) = (http, shop);

    public IShopApi Shop { get; }

    public IReadOnlyDictionary<string, string> NotCarried { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> NotKeptOnceCancelled { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["totals.total"] = "what was paid is booked as a credit, which the total counts",
        };

    public static async Task<IPlatformProbe> OpenAsync(RealShop shop)
    {
        var settings = shop.Settings();
        var user = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{settings["ApiKey"]}:"));
        var http = new HttpClient
        {
            BaseAddress = new Uri(((EndpointReference)settings["BaseUrl"]).Url),
            Timeout = TimeSpan.FromMinutes(5),
        };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", user);
        http.DefaultRequestHeaders.Add("x-publishable-api-key", (string)settings["Medusa:PublishableKey"]);
        return new MedusaProbe(http, await shop.OpenAsync(CancellationToken.None));
    }

    public async Task<OrderFacts> ReadAsync(string reference, CancellationToken cancellationToken)
    {
        var found = await GetAsync(
            $"/admin/orders?q={Uri.EscapeDataString(reference)}&limit={Page}&fields={Fields}",
            cancellationToken
        );
        return Facts(
            Assert.Single(found["orders"]!.AsArray(), order => Text(order!["custom_display_id"]) == reference)!
        );
    }

    public async Task<IReadOnlyList<PlacedOrder>> ListAsync(CancellationToken cancellationToken) =>
        [
            .. await ListAsync("orders", cancellationToken),
            .. await ListAsync("draft-orders", cancellationToken),
        ];

    public async Task<string> StartPromotionAsync(int percent, CancellationToken cancellationToken)
    {
        var promotion = new JsonObject
        {
            ["code"] = $"AUTO{Guid.NewGuid():N}"[..12].ToUpperInvariant(),
            ["type"] = "standard",
            ["status"] = "active",
            ["is_automatic"] = true,
            ["application_method"] = new JsonObject
            {
                ["type"] = "percentage",
                ["target_type"] = "items",
                ["allocation"] = "across",
                ["value"] = percent,
            },
        };
        using var answer = await _http.PostAsJsonAsync("/admin/promotions", promotion, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var made = await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
        return Text(made!["promotion"]!["id"])!;
    }

    public async Task EndPromotionAsync(string id, CancellationToken cancellationToken)
    {
        using var answer = await _http.DeleteAsync(
            new Uri($"/admin/promotions/{id}", UriKind.Relative),
            cancellationToken
        );
        answer.EnsureSuccessStatusCode();
    }

    public async Task<decimal> DiscountOfCartAsync(string cartId, CancellationToken cancellationToken)
    {
        var found = await GetAsync($"/store/carts/{cartId}?fields=id,discount_total", cancellationToken);
        return Amount(found["cart"]!["discount_total"]);
    }

    public void Dispose()
    {
        Shop.Dispose();
        _http.Dispose();
    }

    private async Task<IReadOnlyList<PlacedOrder>> ListAsync(string path, CancellationToken cancellationToken)
    {
        var orders = new List<PlacedOrder>();
        while (true)
        {
            var found = await GetAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"/admin/{path}?limit={Page}&offset={orders.Count}&order=created_at&fields={ListFields}"
                ),
                cancellationToken
            );
            var page = found[path.Replace('-', '_')]!.AsArray();
            orders.AddRange(
                page.Select(order => new PlacedOrder(
                    Text(order!["id"])!,
                    order["display_id"]!.ToString(),
                    Text(order["custom_display_id"]),
                    OrderFacts.Units(Amount(order["total"])),
                    [.. Captures(order).Select(OrderFacts.Units)]
                ))
            );
            if (page.Count < Page)
            {
                return orders;
            }
        }
    }

    private static OrderFacts Facts(JsonNode order)
    {
        var data = order["metadata"]!;
        var items = order["items"]!.AsArray().Select(item => item!).OrderBy(Position).ToList();
        var methods = order["shipping_methods"]!.AsArray();
        var captures = Captures(order).ToList();
        var facts = new OrderFacts()
            .Say("status", Text(order["status"]) == "canceled" ? "cancelled" : "placed")
            .Say("currency", Text(order["currency_code"])!.ToUpperInvariant())
            .Say("email", order["email"])
            .Say("customer.email", order["customer"]!["email"])
            .Say("customer.firstName", order["customer"]!["first_name"])
            .Say("customer.lastName", order["customer"]!["last_name"])
            .Say("note", data["recharge_note"])
            .Say("tags", Joined(data["recharge_tags"]))
            .Say("attributes", OrderFacts.Pairs(data["recharge_attributes"]))
            .Say("discountCodes", Joined(data["recharge_discount_codes"]))
            .SayAmount("totals.subtotal", items.Sum(item => Amount(item["subtotal"])))
            .SayAmount("totals.discounts", items.Concat(methods.Select(method => method!)).Sum(Discount))
            .SayAmount("totals.shipping", methods.Sum(method => Amount(method!["amount"])))
            .SayAmount("totals.tax", Amount(order["tax_total"]))
            .SayAmount("totals.total", Amount(order["total"]))
            .SayAmount("totals.paid", captures.Sum())
            .SayUnits("payments", captures.Count);
        SayAddress(facts, "shippingAddress", order["shipping_address"]!);
        SayAddress(facts, "billingAddress", order["billing_address"]!);
        foreach (var item in items)
        {
            SayItem(facts, string.Create(CultureInfo.InvariantCulture, $"lines.{Position(item)}"), item);
        }

        foreach (var (method, i) in methods.Select((method, i) => (method!, i)))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"shipping.{i + 1}");
            facts.Say($"{name}.title", method["name"]).SayAmount($"{name}.price", Amount(method["amount"]));
        }

        return facts;
    }

    private static void SayItem(OrderFacts facts, string name, JsonNode item) =>
        facts
            .Say($"{name}.sku", item["variant_sku"])
            .Say($"{name}.title", item["title"])
            .Say($"{name}.quantity", item["quantity"])
            .SayAmount($"{name}.unitPrice", Amount(item["unit_price"]))
            .SayAmount($"{name}.total", Amount(item["subtotal"]))
            .SayAmount($"{name}.tax", Amount(item["tax_total"]))
            .Say($"{name}.properties", OrderFacts.Pairs(item["metadata"]!["recharge_properties"]));

    private static void SayAddress(OrderFacts facts, string name, JsonNode address) =>
        facts
            .Say($"{name}.name", $"{address["first_name"]} {address["last_name"]}".Trim())
            .Say($"{name}.firstName", address["first_name"])
            .Say($"{name}.lastName", address["last_name"])
            .Say($"{name}.company", address["company"])
            .Say($"{name}.address1", address["address_1"])
            .Say($"{name}.address2", address["address_2"])
            .Say($"{name}.city", address["city"])
            .Say($"{name}.province", address["province"])
            .Say($"{name}.zip", address["postal_code"])
            .Say($"{name}.country", Text(address["country_code"])?.ToUpperInvariant())
            .Say($"{name}.phone", address["phone"]);

    private static int Position(JsonNode item) => item["metadata"]!["recharge_line"]!.GetValue<int>();

    private static decimal Discount(JsonNode part) =>
        (part["adjustments"]?.AsArray() ?? []).Sum(adjustment => Amount(adjustment!["amount"]));

    private static IEnumerable<decimal> Captures(JsonNode order) =>
        from collection in order["payment_collections"]?.AsArray() ?? []
        from payment in collection?["payments"]?.AsArray() ?? []
        from capture in payment?["captures"]?.AsArray() ?? []
        select Amount(capture!["amount"]);

    private static string Joined(JsonNode? texts) =>
        string.Join(", ", (texts?.AsArray() ?? []).Select(text => text!.ToString()));

    private static decimal Amount(JsonNode? amount) => amount?.GetValue<decimal>() ?? 0;

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private async Task<JsonNode> GetAsync(string path, CancellationToken cancellationToken)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), cancellationToken);
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {body}");
        return JsonNode.Parse(body)!;
    }
}
