using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms.Vendure;
using RechargeSync.Testing;

namespace RechargeSync.Platforms.Tests.Vendure;

/// <summary>
/// A running Vendure with the goods of <c>products.csv</c>: <c>COF-100-L</c>, <c>COF-110-S</c> and <c>TEA-200-M</c> in
/// plenty, three of <c>RARE-3</c>, two variants of the SKU <c>TWIN-1</c>, and <c>GONE-1</c>, which is disabled. It
/// sells in USD, EUR, JPY and KWD, to the countries US, CA, DE, JP and KW.
/// </summary>
public sealed class VendureShop : IAsyncDisposable
{
    private static readonly TimeSpan s_start = TimeSpan.FromMinutes(5);

    private readonly string _node;
    private readonly string _folder;
    private readonly VendureSetting _setting;
    private readonly OutputLog _log;
    private readonly HttpClient _http = new(
        new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(2) }
    );
    private readonly NpgsqlDataSource? _database;
    private readonly ServiceProvider _services = new ServiceCollection().AddVendurePlatform().BuildServiceProvider();
    private readonly int _port = Programs.FreePort();
    private readonly Dictionary<string, string> _variants = new(StringComparer.Ordinal);
    private Child? _child;
    private string _token = "";

    internal VendureShop(string node, string folder, VendureSetting setting, string? connectionString, OutputLog log)
    {
        (_node, _folder, _setting, ConnectionString, _log) = (node, folder, setting, connectionString, log);
        BaseUrl = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{_port}");
        _database = connectionString is null
            ? null
            : NpgsqlDataSource.Create(connectionString + ";Maximum Pool Size=2");
    }

    /// <summary>Without a slash at its end; the same after a restart.</summary>
    public string BaseUrl { get; }

    /// <summary>Of Npgsql, for counting what is in the database; null in memory.</summary>
    public string? ConnectionString { get; }

    /// <summary>An administrator who may just what RechargeSync needs.</summary>
    public static (string Name, string Password) Administrator => ("recharge-sync@example.com", "recharge-sync");

    /// <summary>A variant's id by its SKU.</summary>
    public string Variant(string sku) => _variants[sku];

    /// <summary>Options of an adapter that find everything in place.</summary>
    public static VendureOptions Options(VendureMode mode) =>
        new()
        {
            Mode = mode,
            Username = Administrator.Name,
            Password = Administrator.Password,
        };

    /// <summary>An adapter as a worker has it; with a session of its own.</summary>
    /// <param name="mode">How it places orders.</param>
    /// <param name="change">Changes the options that find everything in place.</param>
    /// <param name="apiKey">An API key of Vendure, for options without a user name.</param>
    public IOrderPlatform Platform(VendureMode mode, Action<VendureOptions>? change = null, string apiKey = "")
    {
        var options = Options(mode);
        change?.Invoke(options);
        var connection = new PlatformConnection
        {
            Store = "default",
            Key = "Stores:default:Platform",
            BaseUrl = BaseUrl,
            ApiKey = apiKey,
        };
        var http = new PlatformHttp(
            connection,
            _services.GetRequiredService<IHttpClientFactory>(),
            TimeProvider.System
        );
        return new VendurePlatform(connection, http, options, TimeProvider.System);
    }

    /// <summary>A call of the admin API by the super administrator; answers <c>data</c>.</summary>
    public async Task<JsonObject> AdminAsync(string query, JsonObject? variables = null, string? currency = null) =>
        (await CallAsync("admin-api", query, variables, currency, _token)).Data;

    /// <summary>A call of the storefront's API by a shopper; answers <c>data</c> and the shopper's session.</summary>
    public Task<(JsonObject Data, string? Session)> ShopperAsync(
        string query,
        JsonObject? variables = null,
        string? session = null
    ) => CallAsync("shop-api", query, variables, currency: null, session);

    /// <summary>Begins a promotion of a percentage on every order, which applies by itself; returns its id.</summary>
    public async Task<string> StartPromotionAsync(int percent)
    {
        var made = await AdminAsync(
            """
            mutation($input: CreatePromotionInput!) {
              createPromotion(input: $input) { ... on Promotion { id } ... on ErrorResult { message } }
            }
            """,
            new JsonObject
            {
                ["input"] = new JsonObject
                {
                    ["enabled"] = true,
                    ["translations"] = new JsonArray(
                        new JsonObject
                        {
                            ["languageCode"] = "en",
                            ["name"] = "Everything is cheaper",
                            ["description"] = "",
                        }
                    ),
                    ["conditions"] = new JsonArray(
                        Operation("minimum_order_amount", ("amount", "0"), ("taxInclusive", "false"))
                    ),
                    ["actions"] = new JsonArray(
                        Operation(
                            "order_percentage_discount",
                            ("discount", percent.ToString(CultureInfo.InvariantCulture))
                        )
                    ),
                },
            }
        );
        return (string)made["createPromotion"]!["id"]!;
    }

    /// <summary>Ends a promotion.</summary>
    public Task EndPromotionAsync(string id) =>
        AdminAsync("mutation($id: ID!) { deletePromotion(id: $id) { result } }", new JsonObject { ["id"] = id });

    /// <summary>Sets how many there are of a variant.</summary>
    public Task SetStockAsync(string sku, int quantity) =>
        AdminAsync(
            "mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }",
            new JsonObject
            {
                ["input"] = new JsonArray(new JsonObject { ["id"] = Variant(sku), ["stockOnHand"] = quantity }),
            }
        );

    /// <summary>Ships all lines of an order, which keeps it from being cancelled.</summary>
    public async Task ShipAsync(string orderId)
    {
        var order = await AdminAsync(
            "query($id: ID!) { order(id: $id) { lines { id quantity } } }",
            new JsonObject { ["id"] = orderId }
        );
        var made = await AdminAsync(
            """
            mutation($input: FulfillOrderInput!) {
              addFulfillmentToOrder(input: $input) { ... on Fulfillment { id } ... on ErrorResult { message } }
            }
            """,
            new JsonObject
            {
                ["input"] = new JsonObject
                {
                    ["lines"] = new JsonArray([
                        .. order["order"]!["lines"]!
                            .AsArray()
                            .Select(line => new JsonObject
                            {
                                ["orderLineId"] = (string)line!["id"]!,
                                ["quantity"] = (int)line["quantity"]!,
                            }),
                    ]),
                    ["handler"] = Operation("manual-fulfillment", ("method", "post"), ("trackingCode", "")),
                },
            }
        );
        await AdminAsync(
            """
            mutation($id: ID!) {
              transitionFulfillmentToState(id: $id, state: "Shipped") { ... on ErrorResult { message } }
            }
            """,
            new JsonObject { ["id"] = (string)made["addFulfillmentToOrder"]!["id"]! }
        );
    }

    /// <summary>A shopper's cart with some goods.</summary>
    /// <returns>The cart's id and code, and the shopper's session.</returns>
    public async Task<(string Id, string Code, string Session)> FillCartAsync(params string[] skus)
    {
        var (id, code, session) = ("", "", (string?)null);
        foreach (var sku in skus)
        {
            var (data, given) = await ShopperAsync(
                """
                mutation($id: ID!) { addItemToOrder(productVariantId: $id, quantity: 1) { ... on Order { id code } } }
                """,
                new JsonObject { ["id"] = Variant(sku) },
                session
            );
            session ??= given;
            id = (string)data["addItemToOrder"]!["id"]!;
            code = (string)data["addItemToOrder"]!["code"]!;
        }

        return (id, code, session!);
    }

    /// <summary>How many lines are in an order or a cart.</summary>
    public async Task<int> LinesOfAsync(string id) =>
        (await AdminAsync("query($id: ID!) { order(id: $id) { lines { id } } }", new JsonObject { ["id"] = id }))[
            "order"
        ]!["lines"]!
            .AsArray()
            .Count;

    /// <summary>An order as the shop has it.</summary>
    public async Task<JsonObject> OrderAsync(string id) =>
        (
            await AdminAsync(
                """
                query($id: ID!) {
                  order(id: $id) {
                    id code state active totalWithTax currencyCode subTotal subTotalWithTax shippingWithTax
                    customer { id firstName emailAddress }
                    shippingAddress { fullName streetLine1 city province postalCode countryCode country }
                    billingAddress { fullName countryCode }
                    payments { state amount method transactionId }
                    lines {
                      quantity linePriceWithTax proratedLinePriceWithTax productVariant { sku }
                      customFields { externalLineId externalData }
                    }
                    customFields { externalReference externalNote externalTags externalData externalRefund }
                  }
                }
                """,
                new JsonObject { ["id"] = id }
            )
        )["order"]!.AsObject();

    /// <summary>Orders of a reference, drafts included.</summary>
    public async Task<int> CountOrdersAsync(string reference) =>
        _database is not null
            ? await CountAsync("""SELECT count(*) FROM "order" WHERE "customFieldsExternalreference" = $1""", reference)
            : await ReadTotalAsync("orders", "externalReference", reference);

    /// <summary>Drafts without a reference, which an attempt has left behind.</summary>
    public async Task<int> CountDraftsAsync() =>
        _database is not null
            ? await CountAsync("""SELECT count(*) FROM "order" WHERE state = $1""", "Draft")
            : await ReadTotalAsync("orders", "state", "Draft");

    /// <summary>How often the order of a reference was paid, also where the order does not show it.</summary>
    public async Task<int> CountPaymentsAsync(string reference)
    {
        if (_database is not null)
        {
            return await CountAsync(
                """
                SELECT count(*) FROM payment p JOIN "order" o ON o.id = p."orderId"
                WHERE o."customFieldsExternalreference" = $1
                """,
                reference
            );
        }

        var found = await AdminAsync(
            """
            query($reference: String!) {
              orders(options: { filter: { externalReference: { eq: $reference } } }) { items { payments { id } } }
            }
            """,
            new JsonObject { ["reference"] = reference }
        );
        return found["orders"]!["items"]!.AsArray().Sum(order => order!["payments"]!.AsArray().Count);
    }

    /// <summary>Payments that belong to no order, which a race of two leaves behind; 0 in memory.</summary>
    public Task<int> CountLostPaymentsAsync() =>
        CountIfStoredAsync("""SELECT count(*) FROM payment WHERE "orderId" IS NULL""");

    /// <summary>Times that stock was put aside for the order of a reference; 0 in memory.</summary>
    public Task<int> CountAllocationsAsync(string reference) =>
        CountIfStoredAsync(
            """
            SELECT count(*) FROM stock_movement m
            JOIN order_line l ON l.id = m."orderLineId" JOIN "order" o ON o.id = l."orderId"
            WHERE m.discriminator = 'Allocation' AND o."customFieldsExternalreference" = $1
            """,
            reference
        );

    /// <summary>Customers of an e-mail address.</summary>
    public async Task<int> CountCustomersAsync(string email) =>
        _database is not null
            ? await CountAsync(
                """SELECT count(*) FROM customer WHERE "emailAddress" = $1 AND "deletedAt" IS NULL""",
                email
            )
            : await ReadTotalAsync("customers", "emailAddress", email);

    /// <summary>Waits until the server has done all that was asked of it, also for those who have gone since.</summary>
    public async Task UntilIdleAsync()
    {
        // Between two steps of one request nothing runs either, but not for ten looks in a row.
        var idle = 0;
        await Until.TrueAsync(
            async () =>
            {
                var busy = await CountIfStoredAsync(
                    """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()
                    """
                );
                idle = busy == 0 ? idle + 1 : 0;
                return idle == 10;
            },
            "Vendure is idle",
            s_start
        );
    }

    /// <summary>Starts the server, and waits until it has its goods.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        _child?.Dispose();
        var isReady = _log.Watch("READY");
        _child = await Child.StartAsync(
            new ChildSpec("vendure", _node, ["serve.js"], _folder) { Environment = Environment() },
            _log
        );
        await Until.TrueAsync(
            () =>
                _child.HasExited
                    ? throw new InvalidOperationException("Vendure ended while it was starting; see its log.")
                    : isReady() > 0,
            "Vendure is ready",
            s_start,
            cancellationToken
        );
        await EnterAsync();
    }

    /// <summary>SIGTERM; what is on Postgres stays.</summary>
    public Task StopAsync() => _child!.StopAsync(Posix.SigTerm);

    /// <summary>SIGKILL; what is on Postgres stays.</summary>
    public Task KillAsync() => _child!.KillAsync();

    public async ValueTask DisposeAsync()
    {
        _child?.Dispose();
        _http.Dispose();
        _log.Dispose();
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        await _services.DisposeAsync();
    }

    private Dictionary<string, string> Environment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PORT"] = _port.ToString(CultureInfo.InvariantCulture),
            ["TZ"] = _setting.TimeZone,
            ["VENDURE_DISABLE_TELEMETRY"] = "true",
            ["RECHARGE_MUTATIONS"] = _setting.Mutations ? "on" : "off",
            ["RECHARGE_GUARD"] = _setting.Guard ? "on" : "off",
            ["RECHARGE_USERNAME"] = Administrator.Name,
            ["RECHARGE_PASSWORD"] = Administrator.Password,
        };
        if (ConnectionString is not null)
        {
            var server = new NpgsqlConnectionStringBuilder(ConnectionString);
            environment["DATABASE_URL"] = string.Create(
                CultureInfo.InvariantCulture,
                $"postgres://{server.Username}@{server.Host}:{server.Port}/{server.Database}"
            );
        }

        if (_setting.Precision is { } precision)
        {
            environment["MONEY_PRECISION"] = precision.ToString(CultureInfo.InvariantCulture);
        }

        return environment;
    }

    private async Task EnterAsync()
    {
        var (_, session) = await CallAsync(
            "admin-api",
            """mutation { login(username: "superadmin", password: "superadmin") { __typename } }""",
            variables: null,
            currency: null,
            session: null
        );
        _token = session ?? throw new InvalidOperationException("Vendure gave no session.");
        var all = await AdminAsync("{ productVariants(options: { take: 100 }) { items { id sku enabled } } }");
        foreach (var variant in all["productVariants"]!["items"]!.AsArray())
        {
            _variants[(string)variant!["sku"]!] = (string)variant["id"]!;
        }

        await AdminAsync(
            "mutation($input: [UpdateProductVariantInput!]!) { updateProductVariants(input: $input) { id } }",
            new JsonObject
            {
                ["input"] = new JsonArray(new JsonObject { ["id"] = Variant("GONE-1"), ["enabled"] = false }),
            }
        );
    }

    private async Task<(JsonObject Data, string? Session)> CallAsync(
        string api,
        string query,
        JsonObject? variables,
        string? currency,
        string? session
    )
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post,
            $"{BaseUrl}/{api}{(currency is null ? "" : "?currencyCode=" + currency)}"
        );
        if (!string.IsNullOrEmpty(session))
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", session);
        }

        var body = new JsonObject { ["query"] = query, ["variables"] = variables?.DeepClone() };
        request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var json = JsonNode.Parse(text)!.AsObject();
        return json["errors"] is null && json["data"] is JsonObject data
            ? (data, answer.Headers.TryGetValues("vendure-auth-token", out var given) ? given.First() : null)
            : throw new InvalidOperationException($"{query}: {text}");
    }

    private static JsonObject Operation(string code, params ReadOnlySpan<(string Name, string Value)> arguments)
    {
        var list = new JsonArray();
        foreach (var (name, value) in arguments)
        {
            list.Add((JsonNode)new JsonObject { ["name"] = name, ["value"] = value });
        }

        return new JsonObject { ["code"] = code, ["arguments"] = list };
    }

    private async Task<int> ReadTotalAsync(string list, string field, string value) =>
        (int)
            (
                await AdminAsync(
                    $"query($value: String!) {{ {list}(options: {{ filter: {{ {field}: {{ eq: $value }} }} }}) "
                        + "{ totalItems } }",
                    new JsonObject { ["value"] = value }
                )
            )[list]!["totalItems"]!;

    private Task<int> CountIfStoredAsync(string sql, params string[] values) =>
        _database is null ? Task.FromResult(0) : CountAsync(sql, values);

    private async Task<int> CountAsync(string sql, params string[] values)
    {
        await using var command = _database!.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.AddWithValue(value);
        }

        return (int)(long)(await command.ExecuteScalarAsync())!;
    }
}
