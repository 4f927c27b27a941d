using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.Testing;

namespace RechargeSync.FaultTests.Load;

/// <summary>The mock's control surface, and its platform as a storefront and a merchant use it.</summary>
internal sealed class MockControl(Uri address) : IDisposable
{
    private readonly HttpClient _http = new() { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };

    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync("/control/reset", content: null, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Puts an order and its charge into the mock of Recharge; fires nothing.</summary>
    public async Task SeedAsync(Shop shop, JsonObject order, JsonObject? charge, CancellationToken cancellationToken)
    {
        var seed = new JsonObject
        {
            ["store"] = shop.Name,
            ["apiVersion"] = shop.ApiVersion,
            ["order"] = order,
        };
        if (charge is not null)
        {
            seed["charge"] = charge;
        }

        using var answer = await _http.PostAsJsonAsync("/control/seed", seed, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Sets the dials; null switches all of them off.</summary>
    public async Task FaultsAsync(JsonObject? dials, CancellationToken cancellationToken)
    {
        using var answer = dials is null
            ? await _http.DeleteAsync("/control/faults", cancellationToken)
            : await _http.PutAsJsonAsync("/control/faults", dials, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    public async Task<MockAudit> AuditAsync(CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<MockAudit>("/control/audit", JsonSerializerOptions.Web, cancellationToken))!;

    /// <summary>A filled cart of the storefront.</summary>
    public async Task<string> CreateCartAsync(CancellationToken cancellationToken)
    {
        using var request = Platform(HttpMethod.Post, "/platform/carts");
        request.Content = JsonContent.Create(
            new JsonObject { ["items"] = new JsonArray(new JsonObject { ["sku"] = "COF-100-L", ["quantity"] = 1 }) }
        );
        using var answer = await _http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["id"]!.GetValue<string>();
    }

    /// <summary>The city to which the platform would ship an order.</summary>
    public async Task<string?> CityOfAsync(string platformOrderId, CancellationToken cancellationToken)
    {
        using var request = Platform(HttpMethod.Get, $"/platform/orders/{platformOrderId}");
        using var answer = await _http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var body = await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
        return body!["order"]?["shippingAddress"]?["city"]?.GetValue<string>();
    }

    /// <summary>A write by somebody else to an order in Recharge: holds the lock of its address for a moment.</summary>
    public async Task TouchAsync(
        Shop shop,
        long orderId,
        DateTimeOffset scheduledAt,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Put,
            string.Create(CultureInfo.InvariantCulture, $"/recharge/orders/{orderId}")
        );
        request.Headers.Add("X-Recharge-Access-Token", shop.AccessToken);
        request.Headers.Add("X-Recharge-Version", "2021-11");
        request.Content = JsonContent.Create(new JsonObject { ["scheduled_at"] = OrderDocument.Utc(scheduledAt) });
        using var answer = await _http.SendAsync(request, cancellationToken);
    }

    public void Dispose() => _http.Dispose();

    private static HttpRequestMessage Platform(HttpMethod method, string path) =>
        new(method, path) { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Shop.PlatformKey) } };
}
