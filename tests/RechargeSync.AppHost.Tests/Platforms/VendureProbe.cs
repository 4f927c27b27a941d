using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RechargeSync.AppHost.Shops;
using RealShop = RechargeSync.AppHost.Shops.Shop;

namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>Vendure's admin API, as the super administrator uses it.</summary>
internal sealed class VendureProbe : IPlatformProbe
{
    private const int Page = 100;

    private const string Address =
        "{ fullName company streetLine1 streetLine2 city province postalCode countryCode phoneNumber }";

    private const string Fields = $$"""
        id code state currencyCode shipping total totalWithTax
        customer { emailAddress firstName lastName }
        shippingAddress {{Address}} billingAddress {{Address}}
        lines {
          orderPlacedQuantity unitPrice linePrice proratedLinePrice proratedLinePriceWithTax productVariant { sku }
          customFields { externalLineId externalData }
        }
        discounts { amount } payments { state amount }
        customFields { externalNote externalTags externalData }
        """;

    private readonly HttpClient _http;

    private VendureProbe(HttpClient http, IShopApi shop) => (_http, Shop) = (http, shop);

    public IShopApi Shop { get; }

    public IReadOnlyDictionary<string, string> NotCarried { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["shippingAddress.firstName"] = "an address has one name: see shippingAddress.name",
            ["shippingAddress.lastName"] = "an address has one name: see shippingAddress.name",
            ["billingAddress.firstName"] = "an address has one name: see billingAddress.name",
            ["billingAddress.lastName"] = "an address has one name: see billingAddress.name",
        };

    public IReadOnlyDictionary<string, string> NotKeptOnceCancelled { get; } =
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["lines.*.total"] = "nothing is left of a cancelled line",
            ["lines.*.tax"] = "nothing is left of a cancelled line",
            ["totals.subtotal"] = "the sum of the lines",
            ["totals.total"] = "the sum of the lines, and of shipping where it stays",
            ["totals.discounts"] = "shipping is taken off as one",
            ["totals.shipping"] = "taken off with the lines",
            ["shipping.*.price"] = "taken off with the lines",
        };

    public static async Task<IPlatformProbe> OpenAsync(RealShop shop)
    {
        var address = (EndpointReference)shop.Settings()["BaseUrl"];
        var http = new HttpClient { BaseAddress = new Uri(address.Url), Timeout = TimeSpan.FromMinutes(5) };
        var probe = new VendureProbe(http, await shop.OpenAsync(CancellationToken.None));
        using var content = JsonContent.Create(
            new JsonObject
            {
                ["query"] = """mutation { login(username: "superadmin", password: "superadmin") { __typename } }""",
            }
        );
        using var answer = await http.PostAsync(new Uri("/admin-api", UriKind.Relative), content);
        var token = answer.Headers.GetValues("vendure-auth-token").First();
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return probe;
    }

    public async Task<OrderFacts> ReadAsync(string reference, CancellationToken cancellationToken)
    {
        var data = await AskAsync(
            $$"""
            query($reference: String!) {
              orders(options: { filter: { externalReference: { eq: $reference } } }) { items { {{Fields}} } }
            }
            """,
            new JsonObject { ["reference"] = reference },
            cancellationToken
        );
        return Facts(Assert.Single(data["orders"]!["items"]!.AsArray())!);
    }

    public async Task<IReadOnlyList<PlacedOrder>> ListAsync(CancellationToken cancellationToken)
    {
        var orders = new List<PlacedOrder>();
        while (true)
        {
            var data = await AskAsync(
                """
                query($skip: Int!, $take: Int!) {
                  orders(options: { skip: $skip, take: $take, sort: { createdAt: ASC } }) {
                    items { id code totalWithTax payments { state amount } customFields { externalReference } }
                  }
                }
                """,
                new JsonObject { ["skip"] = orders.Count, ["take"] = Page },
                cancellationToken
            );
            var page = data["orders"]!["items"]!.AsArray();
            orders.AddRange(
                page.Select(order => new PlacedOrder(
                    Text(order!["id"])!,
                    Text(order["code"])!,
                    Text(order["customFields"]!["externalReference"]),
                    order["totalWithTax"]!.GetValue<long>(),
                    [.. Settled(order).Select(payment => payment["amount"]!.GetValue<long>())]
                ))
            );
            if (page.Count < Page)
            {
                return orders;
            }
        }
    }

    public async Task<string> StartPromotionAsync(int percent, CancellationToken cancellationToken)
    {
        var data = await AskAsync(
            $$"""
            mutation {
              createPromotion(input: {
                enabled: true
                translations: [{ languageCode: en, name: "Everything is cheaper", description: "" }]
                conditions: [{
                  code: "minimum_order_amount"
                  arguments: [{ name: "amount", value: "0" }, { name: "taxInclusive", value: "false" }]
                }]
                actions: [{
                  code: "order_percentage_discount"
                  arguments: [{ name: "discount", value: "{{percent.ToString(CultureInfo.InvariantCulture)}}" }]
                }]
              }) { ... on Promotion { id } }
            }
            """,
            [],
            cancellationToken
        );
        return Text(data["createPromotion"]!["id"])!;
    }

    public Task EndPromotionAsync(string id, CancellationToken cancellationToken) =>
        AskAsync(
            "mutation($id: ID!) { deletePromotion(id: $id) { result } }",
            new JsonObject { ["id"] = id },
            cancellationToken
        );

    public async Task<decimal> DiscountOfCartAsync(string cartId, CancellationToken cancellationToken)
    {
        var data = await AskAsync(
            "query($id: ID!) { order(id: $id) { discounts { amount } } }",
            new JsonObject { ["id"] = cartId },
            cancellationToken
        );
        return -Discounts(data["order"]!) / 100m;
    }

    public void Dispose()
    {
        Shop.Dispose();
        _http.Dispose();
    }

    private static OrderFacts Facts(JsonNode order)
    {
        var fields = order["customFields"]!;
        var data = JsonNode.Parse(Text(fields["externalData"])!)!;
        var lines = order["lines"]!.AsArray().Select(line => line!).OrderBy(Position).ToList();
        var payments = Settled(order).ToList();
        var facts = new OrderFacts()
            .Say("status", Text(order["state"]) == "Cancelled" ? "cancelled" : "placed")
            .Say("currency", order["currencyCode"])
            .Say("email", order["customer"]!["emailAddress"])
            .Say("customer.email", order["customer"]!["emailAddress"])
            .Say("customer.firstName", order["customer"]!["firstName"])
            .Say("customer.lastName", order["customer"]!["lastName"])
            .Say("note", fields["externalNote"])
            .Say("tags", string.Join(", ", (fields["externalTags"]?.AsArray() ?? []).Select(tag => Text(tag))))
            .Say("attributes", OrderFacts.Pairs(data["attributes"]))
            .Say("discountCodes", string.Join(", ", data["discounts"]!.AsArray().Select(one => Text(one!["code"]))))
            .SayUnits("totals.subtotal", lines.Sum(line => Units(line["linePrice"])))
            .SayUnits("totals.discounts", -Discounts(order))
            .SayUnits("totals.shipping", Units(order["shipping"]))
            .SayUnits("totals.tax", Units(order["totalWithTax"]) - Units(order["total"]))
            .SayUnits("totals.total", Units(order["totalWithTax"]))
            .SayUnits("totals.paid", payments.Sum(payment => Units(payment["amount"])))
            .SayUnits("payments", payments.Count);
        SayAddress(facts, "shippingAddress", order["shippingAddress"]!);
        SayAddress(facts, "billingAddress", order["billingAddress"]!);
        foreach (var line in lines)
        {
            SayLine(facts, string.Create(CultureInfo.InvariantCulture, $"lines.{Position(line)}"), line);
        }

        return facts
            .Say("shipping.1.title", data["shippingLines"]![0]!["title"])
            .SayUnits("shipping.1.price", Units(order["shipping"]));
    }

    private static void SayLine(OrderFacts facts, string name, JsonNode line)
    {
        var told = JsonNode.Parse(Text(line["customFields"]!["externalData"])!)!;
        facts
            .Say($"{name}.sku", line["productVariant"]!["sku"])
            .Say($"{name}.title", told["title"])
            .Say($"{name}.quantity", line["orderPlacedQuantity"])
            .SayUnits($"{name}.unitPrice", Units(line["unitPrice"]))
            .SayUnits($"{name}.total", Units(line["linePrice"]))
            .SayUnits($"{name}.tax", Units(line["proratedLinePriceWithTax"]) - Units(line["proratedLinePrice"]))
            .Say($"{name}.properties", OrderFacts.Pairs(told["properties"]));
    }

    private static void SayAddress(OrderFacts facts, string name, JsonNode address) =>
        facts
            .Say($"{name}.name", address["fullName"])
            .Say($"{name}.company", address["company"])
            .Say($"{name}.address1", address["streetLine1"])
            .Say($"{name}.address2", address["streetLine2"])
            .Say($"{name}.city", address["city"])
            .Say($"{name}.province", address["province"])
            .Say($"{name}.zip", address["postalCode"])
            .Say($"{name}.country", address["countryCode"])
            .Say($"{name}.phone", address["phoneNumber"]);

    // "2:153601366" is the second one.
    private static int Position(JsonNode line) =>
        int.Parse(Text(line["customFields"]!["externalLineId"])!.Split(':')[0], CultureInfo.InvariantCulture);

    private static IEnumerable<JsonNode> Settled(JsonNode order) =>
        order["payments"]!.AsArray().Select(payment => payment!).Where(payment => Text(payment["state"]) == "Settled");

    private static long Discounts(JsonNode order) => order["discounts"]!.AsArray().Sum(one => Units(one!["amount"]));

    private static long Units(JsonNode? amount) => amount!.GetValue<long>();

    private static string? Text(JsonNode? node) => node?.GetValue<string>();

    private async Task<JsonNode> AskAsync(string query, JsonObject variables, CancellationToken cancellationToken)
    {
        using var content = JsonContent.Create(new JsonObject { ["query"] = query, ["variables"] = variables });
        using var answer = await _http.PostAsync(new Uri("/admin-api", UriKind.Relative), content, cancellationToken);
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
        Assert.True(body?["errors"] is null, $"Vendure answered {body?["errors"]?.ToJsonString()}");
        return body!["data"]!;
    }
}
