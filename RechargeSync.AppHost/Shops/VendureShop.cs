using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RechargeSync.AppHost.Startup;

namespace RechargeSync.AppHost.Shops;

/// <summary>The Vendure of <c>samples/vendure</c>, with its plugin.</summary>
internal static class VendureShop
{
    private const string Username = "recharge-sync@example.com";
    private const string Password = "recharge-sync";

    public static Shop Add(ShopSite site)
    {
        // Once its health answers, the goods have to be there: they are made before.
        var setup = site.AddScript("vendure-setup", "serve.js", "setup")
            .WithEnvironment("RECHARGE_USERNAME", Username)
            .WithEnvironment("RECHARGE_PASSWORD", Password)
            .WithIconName("DatabaseArrowUp")
            .WaitForCompletion(site.AddPackages())
            .Essential();
        var server = site.AddScript("vendure", "serve.js")
            .WithHttpEndpoint(env: "PORT")
            .WithHttpHealthCheck("/health")
            .WithUrlForEndpoint("http", url => (url.Url, url.DisplayText) = ("/health", "Health"))
            .WithIconName("BuildingShop")
            .WaitForCompletion(setup);
        site.AddAdminPage(server, "/admin/");
        var address = server.GetEndpoint("http");
        return new Shop(
            server,
            Ready: null,
            () =>
                new Dictionary<string, object>(StringComparer.Ordinal)
                {
                    ["Kind"] = "vendure",
                    ["BaseUrl"] = address,
                    ["ApiKey"] = "",
                    ["Vendure:Username"] = Username,
                    ["Vendure:Password"] = Password,
                },
            cancellationToken => VendureApi.OpenAsync(new Uri(address.Url), cancellationToken)
        );
    }
}

/// <summary>Vendure's APIs, as an administrator and a shopper use them.</summary>
internal sealed class VendureApi : IShopApi
{
    private const string TokenHeader = "vendure-auth-token";
    private const string Goods = "COF-100-L";

    private readonly HttpClient _admin;

    private VendureApi(HttpClient admin) => _admin = admin;

    public static async Task<IShopApi> OpenAsync(Uri address, CancellationToken cancellationToken)
    {
        var admin = new HttpClient { BaseAddress = address };
        var (_, token) = await AskAsync(
            admin,
            "/admin-api",
            """mutation { login(username: "superadmin", password: "superadmin") { __typename } }""",
            cancellationToken
        );
        admin.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return new VendureApi(admin);
    }

    public async Task<string> MakeCartAsync(CancellationToken cancellationToken)
    {
        var (found, _) = await AskAsync(
            _admin,
            "/admin-api",
            $$"""{ productVariants(options: { filter: { sku: { eq: "{{Goods}}" } } }) { items { id } } }""",
            cancellationToken
        );
        var variant = found["productVariants"]!["items"]![0]!["id"]!.GetValue<string>();
        using var shopper = new HttpClient { BaseAddress = _admin.BaseAddress };
        var (cart, _) = await AskAsync(
            shopper,
            "/shop-api",
            $$"""mutation { addItemToOrder(productVariantId: "{{variant}}", quantity: 1) { ... on Order { id } } }""",
            cancellationToken
        );
        return cart["addItemToOrder"]!["id"]!.GetValue<string>();
    }

    public async Task<int> CountItemsAsync(string cartId, CancellationToken cancellationToken)
    {
        var (data, _) = await AskAsync(
            _admin,
            "/admin-api",
            $$"""{ order(id: "{{cartId}}") { totalQuantity } }""",
            cancellationToken
        );
        return data["order"]?["totalQuantity"]?.GetValue<int>() ?? 0;
    }

    public async Task<ShopOrder?> FindAsync(string reference, CancellationToken cancellationToken)
    {
        var (data, _) = await AskAsync(
            _admin,
            "/admin-api",
            $$"""
            { orders(options: { filter: { externalReference: { eq: "{{reference}}" } } }) {
                items { id code state shippingAddress { streetLine1 } } } }
            """,
            cancellationToken
        );
        return data["orders"]!["items"]!.AsArray() is [JsonObject order, ..]
            ? new ShopOrder(
                order["id"]!.GetValue<string>(),
                order["code"]!.GetValue<string>(),
                order["state"]!.GetValue<string>() is "Cancelled" ? "cancelled" : order["state"]!.GetValue<string>(),
                order["shippingAddress"]?["streetLine1"]?.GetValue<string>()
            )
            : null;
    }

    public void Dispose() => _admin.Dispose();

    private static async Task<(JsonNode Data, string? Token)> AskAsync(
        HttpClient http,
        string path,
        string query,
        CancellationToken cancellationToken
    )
    {
        using var content = JsonContent.Create(new JsonObject { ["query"] = query });
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content, cancellationToken);
        response.EnsureSuccessStatusCode();
        var answer = await response.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
        return answer?["data"] is { } data
            ? (data, response.Headers.TryGetValues(TokenHeader, out var tokens) ? tokens.First() : null)
            : throw new HttpRequestException($"Vendure answered: {answer?["errors"]?.ToJsonString()}");
    }
}
