using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Npgsql;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>Plays Recharge and the shopper, and looks at what came of it.</summary>
internal sealed class SyncDriver : IDisposable
{
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _webhooks;
    private readonly HttpClient _mock;
    private readonly NpgsqlDataSource _database;
    private readonly ConnectionMultiplexer _redis;

    private SyncDriver(HttpClient webhooks, HttpClient mock, NpgsqlDataSource database, ConnectionMultiplexer redis) =>
        (_webhooks, _mock, _database, _redis) = (webhooks, mock, database, redis);

    /// <summary>How long something that is bound to happen may take. Default 30 seconds.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    public static async Task<SyncDriver> ConnectAsync(
        DistributedApplication app,
        TimeSpan patience,
        CancellationToken cancellationToken
    )
    {
        var connectionString = await app.GetConnectionStringAsync("syncdb", cancellationToken);
        var redis = await app.GetConnectionStringAsync("redis", cancellationToken);
        return new SyncDriver(
            app.CreateHttpClient("webhooks"),
            app.CreateHttpClient("mock"),
            NpgsqlDataSource.Create(connectionString!),
            await ConnectionMultiplexer.ConnectAsync(redis!)
        )
        {
            Patience = patience,
        };
    }

    public void Dispose()
    {
        _webhooks.Dispose();
        _mock.Dispose();
        _database.Dispose();
        _redis.Dispose();
    }

    /// <summary>Puts an order and its charge into the mock of Recharge without firing anything.</summary>
    public Task SeedAsync(ShopOrder order, bool withCharge = true)
    {
        var seed = new JsonObject
        {
            ["store"] = order.Shop.Name,
            ["apiVersion"] = order.Shop.ApiVersion,
            ["order"] = order.Order(),
        };
        if (withCharge)
        {
            seed["charge"] = order.Charge();
        }

        return SeedAsync(seed);
    }

    /// <summary>The same, as <c>POST /control/seed</c> takes it.</summary>
    public async Task SeedAsync(JsonObject seed)
    {
        using var answer = await _mock.PostAsJsonAsync("/control/seed", seed);
        answer.EnsureSuccessStatusCode();
    }

    public Task<Receipt> DeliverAsync(string topic, ShopOrder order) =>
        DeliverAsync(topic, order.Webhook(), order.Shop);

    public Task<Receipt> DeliverAsync(string topic, string body, Shop shop) =>
        DeliverAsync(topic, Encoding.UTF8.GetBytes(body), shop);

    /// <summary>Delivers a body with the timestamped signature over it.</summary>
    public Task<Receipt> DeliverAsync(string topic, byte[] body, Shop shop) =>
        SendAsync(
            $"/webhooks/recharge/{shop.Name}/{topic}",
            body,
            (
                WebhookSigner.TimestampedHeader,
                WebhookSigner.Timestamped(shop.ClientSecret, TimeProvider.System.GetUtcNow(), body)
            )
        );

    public async Task<Receipt> SendAsync(string path, byte[] body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var answer = await _webhooks.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        var verdict = answer.IsSuccessStatusCode ? JsonNode.Parse(text)?["verdict"]?.GetValue<string>() : null;
        return new Receipt(answer.StatusCode, verdict, text);
    }

    /// <summary>Lets the mock play a shopper, with all the webhooks that Recharge would fire.</summary>
    public Task<Purchase> BuyAsync(
        Shop shop,
        string kind,
        int shipments = 1,
        string? apiVersion = null,
        long? addressId = null
    ) =>
        BuyAsync(
            new JsonObject
            {
                ["kind"] = kind,
                ["shipments"] = shipments,
                ["store"] = shop.Name,
                ["apiVersion"] = apiVersion ?? shop.ApiVersion,
                ["addressId"] = addressId,
                ["items"] = new JsonArray(
                    new JsonObject
                    {
                        ["sku"] = "COF-100-L",
                        ["quantity"] = 1,
                        ["price"] = "24.30",
                    }
                ),
            }
        );

    /// <summary>The same, for a purchase as <c>POST /control/checkouts</c> takes it.</summary>
    public async Task<Purchase> BuyAsync(JsonObject purchase)
    {
        using var answer = await _mock.PostAsJsonAsync("/control/checkouts", purchase);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Purchase>())!;
    }

    /// <summary>An order of the store <c>default</c> as Recharge's API has it, in the shape of 2021-11.</summary>
    public async Task<JsonObject> OrderAtRechargeAsync(long id)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            string.Create(CultureInfo.InvariantCulture, $"/recharge/orders/{id}")
        );
        request.Headers.Add("X-Recharge-Access-Token", Shop.Default.AccessToken);
        request.Headers.Add("X-Recharge-Version", Shop.Default.ApiVersion);
        using var answer = await _mock.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!["order"]!.AsObject();
    }

    public Task ControlAsync(HttpMethod method, string path, string? body = null) =>
        SendControlAsync(method, path, body);

    public async Task<Audit> AuditAsync() =>
        (await _mock.GetFromJsonAsync<Audit>("/control/audit", JsonSerializerOptions.Web))!;

    /// <summary>
    /// The audit once nothing is under way, of this test or of one before: no delivery, no work, no echo.
    /// </summary>
    public async Task<Audit> QuietAuditAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            // In this order: an echo is on its way before the work that caused it is at rest, and is work itself once
            // it arrived.
            if (await IsAtRestAsync() && await AuditAsync() is { Webhooks.Pending: 0 } audit && await IsAtRestAsync())
            {
                return audit;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "The system does not come to rest.");
            await Task.Delay(s_look, TimeProvider.System);
        }
    }

    private async Task<bool> IsAtRestAsync() =>
        await CountAsync(
            """
            SELECT (SELECT count(*) FROM inbox WHERE state = 0) + (SELECT count(*) FROM orders WHERE due_at IS NOT NULL)
                + (SELECT count(*) FROM carts WHERE due_at IS NOT NULL)
            """
        ) == 0;

    /// <summary>Waits until the audit shows what is expected; else fails with what it shows.</summary>
    public async Task<Audit> UntilAsync(Func<Audit, bool> expected, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var audit = await AuditAsync();
            if (expected(audit))
            {
                return audit;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, $"Waited in vain until {what}.");
            await Task.Delay(s_look, TimeProvider.System);
        }
    }

    /// <summary>Waits until nothing is under way for an order: every delivery is applied and the order rests.</summary>
    public Task UntilRestsAsync(ShopOrder order) => UntilRestsAsync(order.Shop, order.Id);

    public async Task UntilRestsAsync(Shop shop, long orderId)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (
            await CountAsync(
                """
                SELECT count(*) FROM orders WHERE store = @store AND order_id = @id AND due_at IS NULL
                    AND NOT EXISTS (SELECT 1 FROM inbox WHERE store = @store AND resource_key = 'order/' || @id AND state = 0)
                """,
                ("store", shop.Name),
                ("id", orderId)
            ) == 0
        )
        {
            Assert.True(
                TimeProvider.System.GetElapsedTime(started) < Patience,
                $"Order {orderId} of {shop} does not come to rest."
            );
            await Task.Delay(s_look, TimeProvider.System);
        }
    }

    public async Task UntilCartRestsAsync(string token)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (
            await CountAsync(
                "SELECT count(*) FROM carts WHERE token = @token AND due_at IS NULL",
                ("token", KeyOf(token))
            ) == 0
        )
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < Patience, "The cart does not come to rest.");
            await Task.Delay(s_look, TimeProvider.System);
        }
    }

    /// <summary>What became of a cart: <c>cleared</c>, or the reason why not.</summary>
    public async Task<string?> CartFateAsync(string token)
    {
        await using var command = _database.CreateCommand(
            "SELECT CASE WHEN cleared_at IS NULL THEN reason ELSE 'cleared' END FROM carts WHERE token = @token"
        );
        command.Parameters.AddWithValue("token", KeyOf(token));
        return await command.ExecuteScalarAsync() as string;
    }

    // As the product names a checkout without its token.
    private static string KeyOf(string token) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)).AsSpan(0, 16));

    /// <summary>Rows of the inbox, whatever became of them.</summary>
    public Task<long> InboxRowsAsync() => CountAsync("SELECT count(*) FROM inbox");

    /// <summary>Entries that were ever added to the stream, done or not.</summary>
    public async Task<long> EntriesAddedAsync()
    {
        var info = (RedisResult[])
            (await _redis.GetDatabase().ExecuteAsync("XINFO", (RedisValue)"STREAM", (RedisKey)"rechargesync:inbox"))!;
        var at = Array.FindIndex(info, name => name.IsNull is false && (string?)name == "entries-added");
        return (long)info[at + 1];
    }

    public async Task<string?> QuarantineReasonAsync(string body)
    {
        await using var command = _database.CreateCommand("SELECT reason FROM inbox WHERE body = @body AND state = 3");
        command.Parameters.AddWithValue("body", Encoding.UTF8.GetBytes(body));
        return await command.ExecuteScalarAsync() as string;
    }

    /// <summary>The audit trail of one resource, oldest first: act, actor, note.</summary>
    public async Task<IReadOnlyList<string>> ActsAsync(string resourceKey)
    {
        await using var command = _database.CreateCommand(
            "SELECT action || ' ' || actor || ' ' || coalesce(note, '') FROM audit_log WHERE resource_key = @key ORDER BY id"
        );
        command.Parameters.AddWithValue("key", resourceKey);
        await using var reader = await command.ExecuteReaderAsync();
        var acts = new List<string>();
        while (await reader.ReadAsync())
        {
            acts.Add(reader.GetString(0));
        }

        return acts;
    }

    public async Task<string?> ChargeWarningAsync(long orderId)
    {
        await using var command = _database.CreateCommand("SELECT charge_warning FROM orders WHERE order_id = @id");
        command.Parameters.AddWithValue("id", orderId);
        return await command.ExecuteScalarAsync() as string;
    }

    private async Task<long> CountAsync(string sql, params (string Name, object Value)[] parameters)
    {
        await using var command = _database.CreateCommand(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        return (long)(await command.ExecuteScalarAsync())!;
    }

    private async Task SendControlAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var answer = await _mock.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, $"{method} {path}: {await answer.Content.ReadAsStringAsync()}");
    }
}
