using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms.Medusa;
using RechargeSync.Testing;

namespace RechargeSync.Platforms.Tests.Medusa;

/// <summary>
/// A running Medusa on a database of its own, seeded as <c>samples/medusa/seed.mjs</c> says: four regions, a
/// shipping option, <c>COF-100-S</c> and <c>COF-100-L</c> without stock keeping, <c>COF-200</c> of which there are
/// three, and <c>COF-300</c>, which is not published.
/// </summary>
public sealed class MedusaShop : IAsyncDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(5);

    private readonly string _node;
    private readonly string _folder;
    private readonly OutputLog _log;
    private readonly HttpClient _http = new();
    private readonly NpgsqlDataSource _database;
    private readonly ServiceProvider _services = new ServiceCollection().AddMedusaPlatform().BuildServiceProvider();
    private readonly int _port = Programs.FreePort();
    private Child? _child;
    private JsonObject _seed = [];

    internal MedusaShop(string node, string folder, string connectionString, OutputLog log)
    {
        (_node, _folder, ConnectionString, _log) = (node, folder, connectionString, log);
        BaseUrl = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}");
        _database = NpgsqlDataSource.Create(connectionString + ";Maximum Pool Size=2");
    }

    /// <summary>Without a slash at its end; the same after a restart.</summary>
    public string BaseUrl { get; }

    /// <summary>Of Npgsql, for counting what is in the database.</summary>
    public string ConnectionString { get; }

    /// <summary>A secret key of the admin API: <c>Platform:ApiKey</c>.</summary>
    public string SecretKey => Text("secret");

    /// <summary>A publishable key of the sales channel.</summary>
    public string PublishableKey => Text("publishable");

    public string SalesChannelId => Text("channel");

    public string ShippingOptionId => Text("shippingOption");

    public string StockLocationId => Text("location");

    /// <summary>A variant's id by its SKU.</summary>
    public string Variant(string sku) => (string)_seed["variants"]![sku]!;

    /// <summary>A region's id by its currency.</summary>
    public string Region(string currency) => (string)_seed["regions"]![currency.ToLowerInvariant()]!;

    /// <summary>Options of an adapter that find everything in place.</summary>
    public MedusaOptions Options(MedusaMode mode) =>
        new()
        {
            Mode = mode,
            SalesChannelId = SalesChannelId,
            PublishableKey = PublishableKey,
            Currencies = _seed["regions"]!
                .AsObject()
                .ToDictionary(
                    region => region.Key.ToUpperInvariant(),
                    region => new MedusaCurrency { Region = (string)region.Value!, ShippingOption = ShippingOptionId },
                    StringComparer.OrdinalIgnoreCase
                ),
        };

    /// <summary>An adapter as a worker has it.</summary>
    /// <param name="mode">How it places orders.</param>
    /// <param name="change">Changes the options that find everything in place.</param>
    /// <param name="key">Another secret key.</param>
    /// <param name="way">Stands between the adapter and the server.</param>
    internal IOrderPlatform Platform(
        MedusaMode mode,
        Action<MedusaOptions>? change = null,
        string? key = null,
        IHttpClientFactory? way = null
    )
    {
        var options = Options(mode);
        change?.Invoke(options);
        var connection = new PlatformConnection
        {
            Store = "default",
            Key = "Stores:default:Platform",
            BaseUrl = BaseUrl,
            ApiKey = key ?? SecretKey,
        };
        var http = new PlatformHttp(
            connection,
            way ?? _services.GetRequiredService<IHttpClientFactory>(),
            TimeProvider.System
        );
        return new MedusaPlatform(connection, http, options);
    }

    /// <summary>A call of the admin API by an administrator.</summary>
    public Task<JsonObject> AdminAsync(HttpMethod method, string path, JsonObject? body = null) =>
        CallAsync(
            method,
            "/admin" + path,
            body,
            request =>
                request.Headers.Authorization = new AuthenticationHeaderValue(
                    "Basic",
                    Convert.ToBase64String(Encoding.UTF8.GetBytes(SecretKey + ":"))
                )
        );

    /// <summary>A call of the storefront's API by a shopper.</summary>
    public Task<JsonObject> StoreAsync(HttpMethod method, string path, JsonObject? body = null) =>
        CallAsync(
            method,
            "/store" + path,
            body,
            request => request.Headers.Add("x-publishable-api-key", PublishableKey)
        );

    /// <summary>Begins an automatic promotion of a percentage on all items; returns its id.</summary>
    public async Task<string> StartPromotionAsync(int percent)
    {
        var made = await AdminAsync(
            HttpMethod.Post,
            "/promotions",
            new JsonObject
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
            }
        );
        return (string)made["promotion"]!["id"]!;
    }

    /// <summary>Ends a promotion.</summary>
    public Task EndPromotionAsync(string id) => AdminAsync(HttpMethod.Delete, $"/promotions/{id}");

    /// <summary>Sets how many there are of a SKU whose stock is kept.</summary>
    public async Task SetStockAsync(string sku, int quantity)
    {
        var items = await AdminAsync(HttpMethod.Get, $"/inventory-items?sku={sku}");
        await AdminAsync(
            HttpMethod.Post,
            $"/inventory-items/{(string)items["inventory_items"]![0]!["id"]!}/location-levels/{StockLocationId}",
            new JsonObject { ["stocked_quantity"] = quantity }
        );
    }

    /// <summary>
    /// Fulfills the goods of an order, which keeps it from being cancelled. Lines of taxes and discounts are no goods:
    /// Medusa refuses a fulfillment that holds both.
    /// </summary>
    public async Task FulfillAsync(string orderId)
    {
        var order = await AdminAsync(HttpMethod.Get, $"/orders/{orderId}");
        var items = order["order"]!["items"]!.AsArray().Where(item => (bool)item!["requires_shipping"]!);
        await AdminAsync(
            HttpMethod.Post,
            $"/orders/{orderId}/fulfillments",
            new JsonObject
            {
                ["location_id"] = StockLocationId,
                ["items"] = new JsonArray([
                    .. items.Select(item => new JsonObject
                    {
                        ["id"] = (string)item!["id"]!,
                        ["quantity"] = item["quantity"]!.DeepClone(),
                    }),
                ]),
            }
        );
    }

    /// <summary>A shopper's cart with some items; returns its id.</summary>
    public async Task<string> FillCartAsync(params string[] skus)
    {
        var made = await StoreAsync(HttpMethod.Post, "/carts", new JsonObject { ["region_id"] = Region("usd") });
        var id = (string)made["cart"]!["id"]!;
        foreach (var sku in skus)
        {
            await StoreAsync(
                HttpMethod.Post,
                $"/carts/{id}/line-items",
                new JsonObject { ["variant_id"] = Variant(sku), ["quantity"] = 1 }
            );
        }

        return id;
    }

    /// <summary>How many items are in a cart.</summary>
    public async Task<int> ItemsInCartAsync(string id) =>
        (await StoreAsync(HttpMethod.Get, $"/carts/{id}"))["cart"]!["items"]!.AsArray().Count;

    /// <summary>Orders and drafts of a reference that are there.</summary>
    public Task<long> CountOrdersAsync(string reference) =>
        CountAsync("""SELECT count(*) FROM "order" WHERE custom_display_id = $1 AND deleted_at IS NULL""", reference);

    /// <summary>How often the order of a reference was paid.</summary>
    public Task<long> CountCapturesAsync(string reference) =>
        CountAsync(
            """
            SELECT count(*) FROM "order" o
            JOIN order_payment_collection l ON l.order_id = o.id
            JOIN payment p ON p.payment_collection_id = l.payment_collection_id
            JOIN capture c ON c.payment_id = p.id
            WHERE o.custom_display_id = $1 AND c.deleted_at IS NULL
            """,
            reference
        );

    /// <summary>Customers of an e-mail address.</summary>
    public Task<long> CountCustomersAsync(string email) =>
        CountAsync("SELECT count(*) FROM customer WHERE email = $1 AND deleted_at IS NULL", email);

    /// <summary>Starts the server, and waits until it answers.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _child?.Dispose();
        _child = await Child.StartAsync(
            new ChildSpec("medusa", _node, ["shop.mjs", "start", _port.ToString(CultureInfo.InvariantCulture)], _folder)
            {
                Environment = Environment(ConnectionString),
            },
            _log
        );
        await Until.TrueAsync(() => AnswersAsync(cancellationToken), "Medusa answers", s_start, cancellationToken);
    }

    /// <summary>SIGTERM; the database stays.</summary>
    public Task StopAsync() => _child!.StopAsync(Posix.SigTerm);

    /// <summary>SIGKILL; the database stays.</summary>
    public Task KillAsync() => _child!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        _child?.Dispose();
        _http.Dispose();
        _log.Dispose();
        await _database.DisposeAsync();
        await _services.DisposeAsync();
    }

    internal static Dictionary<string, string> Environment(string connectionString)
    {
        var server = new NpgsqlConnectionStringBuilder(connectionString);
        return new(StringComparer.Ordinal)
        {
            ["DATABASE_URL"] = string.Create(
                CultureInfo.InvariantCulture,
                $"postgres://{server.Username}@{server.Host}:{server.Port}/{server.Database}"
            ),
        };
    }

    internal async Task SeedAsync(CancellationToken cancellationToken)
    {
        var printed = await Launcher.RunAsync(
            new ChildSpec("seed", _node, ["shop.mjs", "seed", BaseUrl], _folder),
            cancellationToken
        );
        _seed = JsonNode.Parse(printed.Trim().Split('\n')[^1])!.AsObject();
    }

    private string Text(string key) => (string)_seed[key]!;

    private async Task<JsonObject> CallAsync(
        HttpMethod method,
        string path,
        JsonObject? body,
        Action<HttpRequestMessage> authorize
    )
    {
        using var request = new HttpRequestMessage(method, BaseUrl + path);
        authorize(request);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        }

        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)!.AsObject()
            : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }

    private async Task<long> CountAsync(string sql, string value)
    {
        await using var command = _database.CreateCommand(sql);
        command.Parameters.AddWithValue(value);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        if (_child!.HasExited)
        {
            throw new InvalidOperationException("Medusa ended while it was starting; see its log.");
        }

        try
        {
            using var answer = await _http.GetAsync(new Uri(BaseUrl + "/health"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
