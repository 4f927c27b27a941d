using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using RechargeSync.MockPlatform.Dispatch;

namespace RechargeSync.MockPlatform.Tests.Hosting;

/// <summary>
/// The whole mock in memory, with a clock to move, a receiver to look into, and short ways to call it.
/// </summary>
internal sealed class MockHost : WebApplicationFactory<Program>
{
    public const string Secret = "test_client_secret";
    public const string Token = "test-token";
    public const string ClassicToken = "classic-token";
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 14, 15, 28, TimeSpan.Zero);

    private readonly Dictionary<string, string> _settings = new(StringComparer.Ordinal)
    {
        ["Mock:Stores:default:ClientSecret"] = Secret,
        ["Mock:Stores:default:AccessToken"] = Token,
        ["Mock:Stores:classic:ClientSecret"] = "classic-secret",
        ["Mock:Stores:classic:AccessToken"] = ClassicToken,
        ["Mock:Stores:classic:ApiVersion"] = "2021-01",
        ["Mock:Platform:ApiKey"] = "platform-key",
        ["Mock:Webhooks:BaseUrl"] = "http://receiver",
        ["Mock:RateLimit:BucketSize"] = "100000",
        ["Mock:Recharge:WriteDuration"] = "00:00:00",
        ["hostBuilder:reloadConfigOnChange"] = "false",
    };

    private readonly Lazy<HttpClient> _http;

    public MockHost(params (string Key, string Value)[] settings)
    {
        _http = new Lazy<HttpClient>(CreateClient);
        foreach (var (key, value) in settings)
        {
            _settings[key] = value;
        }
    }

    public WatchedTime Time { get; } = new(Start);

    public Receiver Receiver { get; } = new();

    public HttpClient Http => _http.Value;

    public WebhookDispatcher Dispatcher => Services.GetRequiredService<WebhookDispatcher>();

    /// <summary>Waits until every delivery is finished.</summary>
    public Task QuietAsync() => Dispatcher.WhenIdleAsync().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

    public async Task<HttpResponseMessage> RechargeAsync(
        HttpMethod method,
        string path,
        object? body = null,
        string token = Token,
        string? version = null
    )
    {
        using var request = new HttpRequestMessage(method, "/recharge" + path);
        request.Headers.Add("X-Recharge-Access-Token", token);
        if (version is not null)
        {
            request.Headers.Add("X-Recharge-Version", version);
        }

        request.Content = Content(body);
        return await Http.SendAsync(request);
    }

    public async Task<JsonObject> GetRechargeAsync(string path, string token = Token, string? version = null)
    {
        using var response = await RechargeAsync(HttpMethod.Get, path, token: token, version: version);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await JsonOf(response);
    }

    public async Task<HttpResponseMessage> PlatformAsync(
        HttpMethod method,
        string path,
        object? body = null,
        string? key = null,
        string apiKey = "platform-key",
        string? version = null
    )
    {
        using var request = new HttpRequestMessage(method, "/platform" + path);
        request.Headers.Add("Authorization", "Bearer " + apiKey);
        if (version is not null)
        {
            request.Headers.Add("Order-Version", version);
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        request.Content = Content(body);
        return await Http.SendAsync(request);
    }

    public async Task<JsonObject> ControlAsync(HttpMethod method, string path, object? body = null)
    {
        using var response = await ControlAnswerAsync(method, path, body);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return response.StatusCode == HttpStatusCode.NoContent ? [] : await JsonOf(response);
    }

    public async Task<HttpResponseMessage> ControlAnswerAsync(HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, "/control" + path) { Content = Content(body) };
        return await Http.SendAsync(request);
    }

    public Task<JsonObject> AuditAsync() => ControlAsync(HttpMethod.Get, "/audit");

    /// <summary>Buys one coffee.</summary>
    public async Task<(long ChargeId, IReadOnlyList<long> OrderIds, string CartId, string Token)> BuyAsync(
        string kind = "standard",
        string store = "default",
        string? apiVersion = null,
        long? addressId = null,
        string status = "success"
    )
    {
        var bought = await ControlAsync(
            HttpMethod.Post,
            "/checkouts",
            new
            {
                kind,
                store,
                apiVersion,
                addressId,
                status,
                shipments = 3,
                items = new[]
                {
                    new
                    {
                        sku = "COF-100-L",
                        quantity = 2,
                        price = "24.30",
                    },
                },
            }
        );
        return (
            bought["chargeId"]!.GetValue<long>(),
            [.. bought["orderIds"]!.AsArray().Select(id => id!.GetValue<long>())],
            bought["cartId"]!.GetValue<string>(),
            bought["checkoutToken"]!.GetValue<string>()
        );
    }

    public Task<JsonObject> SeedAsync(JsonNode document) => ControlAsync(HttpMethod.Post, "/seed", document);

    public static async Task<JsonObject> JsonOf(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync())!.AsObject();

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Testing");
        builder.ConfigureLogging(logging => logging.ClearProviders());
        foreach (var (key, value) in _settings)
        {
            builder.UseSetting(key, value);
        }

        builder.ConfigureTestServices(services =>
        {
            services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Time));
            services.AddHttpClient(WebhookClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => Receiver);
        });
    }

    private static HttpContent? Content(object? body) =>
        body switch
        {
            null => null,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            JsonNode node => new StringContent(node.ToJsonString(), Encoding.UTF8, "application/json"),
            _ => JsonContent.Create(body),
        };
}
