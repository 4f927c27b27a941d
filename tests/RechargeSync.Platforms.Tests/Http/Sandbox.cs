using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace RechargeSync.Platforms.Tests.Http;

/// <summary>MockPlatform as a process of its own: the platform API of docs/platform-api.md.</summary>
public sealed class Sandbox : IPlatformUnderTest
{
    private const string Key = "sandbox-key";

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("rechargesync-sandbox-");
    private readonly HttpClient _http = new();
    private Service? _mock;

    public string Kind => "http";

    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["BaseUrl"] = new Uri(_mock!.Address, "platform").ToString(),
            ["ApiKey"] = Key,
        };

    public TestCatalogue Catalogue { get; } =
        new(
            [
                new TestVariant("V-100-L", "P-100", "COF-100-L", "House Blend Coffee"),
                new TestVariant("V-200", "P-200", "COF-200", "Dark Roast Coffee"),
            ],
            ["USD", "JPY", "KWD", TestCatalogue.AnyCurrency],
            OtherCountry: "CA"
        );

    public void Register(IServiceCollection services) => services.AddHttpPlatform();

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _mock = new Service(
            "mock",
            "RechargeSync.MockPlatform",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Mock__Stores__default__ClientSecret"] = "sandbox-secret",
                ["Mock__Stores__default__AccessToken"] = "sandbox-token",
                ["Mock__Platform__ApiKey"] = Key,

                // Nobody listens: no order of Recharge's is made here.
                ["Mock__Webhooks__BaseUrl"] = "http://127.0.0.1:1",
            },
            new OutputLog("mock", Path.Combine(_home.FullName, "mock.log"), [])
        );
        await _mock.StartAsync(cancellationToken);
        _http.BaseAddress = _mock.Address;
        _http.DefaultRequestHeaders.Authorization = new("Bearer", Key);
    }

    public async Task<PlacedOrder?> ReadAsync(string reference, CancellationToken cancellationToken)
    {
        if (await FindAsync(reference, cancellationToken) is not [{ } found, ..])
        {
            return null;
        }

        var whole = await GetAsync($"platform/orders/{found["id"]}", cancellationToken);
        return new PlacedOrder(
            new PlatformIds((string)whole["id"]!, (string)whole["number"]!),
            SandboxOrder.Read(whole["order"]!.AsObject())
        )
        {
            IsFinal = true,
            IsCancelled = whole["cancelledAt"] is not null,
            Refunded = whole["refunded"] is { } refunded
                ? decimal.Parse((string)refunded!, CultureInfo.InvariantCulture)
                : null,
        };
    }

    public async Task<PlatformCounts> CountAsync(string reference, string email, CancellationToken cancellationToken)
    {
        var audit = await GetAsync("control/audit", cancellationToken);
        return new PlatformCounts(
            audit["platformOrders"]!.AsArray().Count(order => (string)order!["reference"]! == reference)
        );
    }

    public Task<IAsyncDisposable?> StartPromotionAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IAsyncDisposable?>(null);

    public Task<Provocation?> ProvokeAsync(ProvokedError wanted, CancellationToken cancellationToken) =>
        Task.FromResult(
            wanted is ProvokedError.WrongKey
                ? new Provocation
                {
                    Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { ["ApiKey"] = "wrong" },
                }
                : null
        );

    public Task<bool> RegisterShopperAsync(string email, CancellationToken cancellationToken) => Task.FromResult(false);

    public async Task<bool> FulfilAsync(PlatformIds order, CancellationToken cancellationToken)
    {
        using var answer = await _http.PostAsync(
            new Uri($"control/platform/orders/{order.Id}/fulfil", UriKind.Relative),
            content: null,
            cancellationToken
        );
        return answer.EnsureSuccessStatusCode().IsSuccessStatusCode;
    }

    public async Task<string?> FillCartAsync(CancellationToken cancellationToken)
    {
        var items = Catalogue.Variants.Select(variant => new JsonObject { ["sku"] = variant.Sku, ["quantity"] = 2 });
        using var answer = await _http.PostAsJsonAsync(
            new Uri("platform/carts", UriKind.Relative),
            new JsonObject { ["items"] = new JsonArray([.. items]) },
            cancellationToken
        );
        return (string)(await answer.Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!["id"]!;
    }

    public async Task<int> LinesInCartAsync(string cartId, CancellationToken cancellationToken) =>
        (await GetAsync($"platform/carts/{cartId}/items", cancellationToken))["items"]!.AsArray().Count;

    public async ValueTask DisposeAsync()
    {
        if (_mock is { IsRunning: true })
        {
            await _mock.StopAsync();
        }

        _mock?.Dispose();
        _http.Dispose();
        _home.Delete(recursive: true);
    }

    private async Task<JsonArray> FindAsync(string reference, CancellationToken cancellationToken) =>
        (await GetAsync($"platform/orders?reference={WebUtility.UrlEncode(reference)}", cancellationToken))["orders"]!
            .AsArray();

    private async Task<JsonObject> GetAsync(string path, CancellationToken cancellationToken) =>
        (await _http.GetFromJsonAsync<JsonObject>(new Uri(path, UriKind.Relative), cancellationToken))!;
}
