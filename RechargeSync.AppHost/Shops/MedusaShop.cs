using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using RechargeSync.AppHost.Startup;

namespace RechargeSync.AppHost.Shops;

/// <summary>The Medusa of <c>samples/medusa</c>, with its route.</summary>
internal static class MedusaShop
{
    public static Shop Add(ShopSite site)
    {
        // What the seed has made: Medusa shows a secret key once, so that each run makes one.
        var keys = Path.Combine(site.Folder, ".config", "recharge-sync.json");
        var setup = site.AddScript("medusa-setup", "shop.mjs", "setup")
            .WithIconName("DatabaseArrowUp")
            .WaitForCompletion(site.AddPackages())
            .Essential();
        var server = site.AddScript("medusa", "shop.mjs", "start")
            .WithHttpEndpoint(env: "PORT")
            .WithHttpHealthCheck("/health")
            .WithUrlForEndpoint("http", url => (url.Url, url.DisplayText) = ("/health", "Health"))
            .WithIconName("BuildingShop")
            .WaitForCompletion(setup);
        var address = server.GetEndpoint("http");
        var seed = site.AddScript("medusa-seed", "shop.mjs", "seed")
            .WithArgs(context =>
            {
                context.Args.Add(address);
                context.Args.Add(keys);
            })
            .WithIconName("PlantGrass")
            .WaitFor(server)
            .Essential();
        site.AddAdminPage(server, "/app");
        if (site.HasAdminPage)
        {
            // Nothing waits for it: it takes a processor for a minute, once, and no order needs it.
            site.AddScript("medusa-admin", "shop.mjs", "admin").WithIconName("Wrench").WaitForCompletion(seed);
        }

        return new Shop(
            server,
            seed,
            () => Settings(address, Read(keys)),
            _ => Task.FromResult<IShopApi>(new MedusaApi(new Uri(address.Url), Read(keys)))
        );
    }

    private static JsonNode Read(string file) => JsonNode.Parse(File.ReadAllText(file))!;

    private static Dictionary<string, object> Settings(EndpointReference address, JsonNode keys)
    {
        var settings = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["Kind"] = "medusa",
            ["BaseUrl"] = address,
            ["ApiKey"] = Text(keys["secret"]),
            ["Medusa:PublishableKey"] = Text(keys["publishable"]),
            ["Medusa:SalesChannelId"] = Text(keys["channel"]),
        };
        foreach (var (currency, region) in keys["regions"]!.AsObject())
        {
            settings[$"Medusa:Currencies:{currency}:Region"] = Text(region);
            settings[$"Medusa:Currencies:{currency}:ShippingOption"] = Text(keys["shippingOption"]);
        }

        return settings;
    }

    private static string Text(JsonNode? node) => node!.GetValue<string>();
}

/// <summary>Medusa's APIs, as an administrator and a shopper use them.</summary>
internal sealed class MedusaApi : IShopApi
{
    private const string Goods = "COF-100-L";
    private const string Currency = "usd";

    private readonly HttpClient _http;
    private readonly JsonNode _keys;

    public MedusaApi(Uri address, JsonNode keys)
    {
        _keys = keys;
        _http = new HttpClient { BaseAddress = address };
        var user = Convert.ToBase64String(Encoding.ASCII.GetBytes($"{keys["secret"]!.GetValue<string>()}:"));
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", user);
        _http.DefaultRequestHeaders.Add("x-publishable-api-key", keys["publishable"]!.GetValue<string>());
    }

    public async Task<string> MakeCartAsync(CancellationToken cancellationToken)
    {
        var region = new JsonObject { ["region_id"] = _keys["regions"]![Currency]!.GetValue<string>() };
        var made = await SendAsync(HttpMethod.Post, "/store/carts", region, cancellationToken);
        var id = made!["cart"]!["id"]!.GetValue<string>();
        var item = new JsonObject
        {
            ["variant_id"] = _keys["variants"]![Goods]!.GetValue<string>(),
            ["quantity"] = 1,
        };
        await SendAsync(HttpMethod.Post, $"/store/carts/{id}/line-items", item, cancellationToken);
        return id;
    }

    public async Task<int> CountItemsAsync(string cartId, CancellationToken cancellationToken)
    {
        var answer = await SendAsync(HttpMethod.Get, $"/store/carts/{cartId}?fields=id,*items", null, cancellationToken);
        return answer?["cart"]?["items"]?.AsArray().Count ?? 0;
    }

    public async Task<ShopOrder?> FindAsync(string reference, CancellationToken cancellationToken)
    {
        var query = $"/admin/orders?q={Uri.EscapeDataString(reference)}&limit=100"
            + "&fields=id,display_id,custom_display_id,status,shipping_address.address_1";
        var answer = await SendAsync(HttpMethod.Get, query, null, cancellationToken);
        var order = answer!["orders"]!
            .AsArray()
            .FirstOrDefault(order => order?["custom_display_id"]?.GetValue<string>() == reference);
        return order is null
            ? null
            : new ShopOrder(
                order["id"]!.GetValue<string>(),
                order["display_id"]!.ToString(),
                order["status"]!.GetValue<string>() is "canceled" ? "cancelled" : order["status"]!.GetValue<string>(),
                order["shipping_address"]?["address_1"]?.GetValue<string>()
            );
    }

    public void Dispose() => _http.Dispose();

    private async Task<JsonNode?> SendAsync(
        HttpMethod method,
        string path,
        JsonObject? body,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        using var response = await _http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
    }
}
