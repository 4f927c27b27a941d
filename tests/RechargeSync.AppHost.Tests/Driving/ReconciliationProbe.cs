using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Npgsql;

namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>Looks at the report of reconciliation, and plays with the subscriptions at the mock of Recharge.</summary>
internal sealed class ReconciliationProbe : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(50);

    private readonly HttpClient _mock;
    private readonly NpgsqlDataSource _database;

    private ReconciliationProbe(HttpClient mock, NpgsqlDataSource database) => (_mock, _database) = (mock, database);

    public static async Task<ReconciliationProbe> ConnectAsync(
        DistributedApplication app,
        CancellationToken cancellationToken
    ) =>
        new(
            app.CreateHttpClient("mock"),
            NpgsqlDataSource.Create((await app.GetConnectionStringAsync("syncdb", cancellationToken))!)
        );

    public void Dispose()
    {
        _mock.Dispose();
        _database.Dispose();
    }

    /// <summary>What was found of an order: kind and detail, healed or not, each once.</summary>
    public Task<IReadOnlyList<Finding>> FindingsAsync(long orderId) =>
        QueryAsync(
            "SELECT DISTINCT kind, detail, healed FROM reconciliation_findings WHERE order_id = @id",
            reader => new Finding((Kind)reader.GetInt16(0), reader.GetString(1), reader.GetBoolean(2)),
            ("id", orderId)
        );

    public async Task UntilFoundAsync(long orderId, Finding expected)
    {
        IReadOnlyList<Finding> found = [];
        await UntilAsync(
            async () => (found = await FindingsAsync(orderId)).Contains(expected),
            () => $"{expected} is reported of order {orderId}; there is {string.Join(", ", found)}"
        );
    }

    /// <summary>Finished runs of a store, in order.</summary>
    public Task<IReadOnlyList<Run>> RunsAsync(Shop shop) =>
        QueryAsync(
            """
            SELECT started_at, cause, worker FROM reconciliation_runs
            WHERE store = @store AND finished_at IS NOT NULL ORDER BY id
            """,
            reader => new Run(reader.GetFieldValue<DateTimeOffset>(0), reader.GetInt16(1), reader.GetString(2)),
            ("store", shop.Name)
        );

    /// <summary>Waits until a whole run was made from now on.</summary>
    public async Task UntilReconciledAsync(Shop shop)
    {
        var begun = (await QueryAsync("SELECT now()", reader => reader.GetFieldValue<DateTimeOffset>(0)))[0];
        await UntilAsync(
            async () => (await RunsAsync(shop)).Any(run => run.Started > begun),
            () => $"{shop} is reconciled"
        );
    }

    /// <summary>Makes our side believe that it placed an order which Recharge has never had.</summary>
    public Task InventPlacedOrderAsync(Shop shop, long orderId) =>
        QueryAsync(
            """
            INSERT INTO orders (store, order_id, status, source_updated_at_is_instant, platform_order_id, adopted, order_written_at, state, intent, attempts, fence, created_at, updated_at, finished_at)
            VALUES (@store, @id, 'success', true, 'invented', false, now(), 2, 0, 0, 1, now(), now(), now()) RETURNING order_id
            """,
            reader => reader.GetInt64(0),
            ("store", shop.Name),
            ("id", orderId)
        );

    public async Task<IReadOnlyList<Subscription>> SubscriptionsAsync(Shop shop)
    {
        var answer = await SendAsync(HttpMethod.Get, "/recharge/webhooks", shop);
        return
        [
            .. answer!["webhooks"]!
                .AsArray()
                .Select(w => new Subscription((long)w!["id"]!, (string)w["topic"]!, (string)w["address"]!)),
        ];
    }

    public Task SubscribeAsync(Shop shop, string topic, string address) =>
        SendAsync(
            HttpMethod.Post,
            "/recharge/webhooks",
            shop,
            new JsonObject { ["topic"] = topic, ["address"] = address }
        );

    public Task UnsubscribeAsync(Shop shop, long id) => SendAsync(HttpMethod.Delete, $"/recharge/webhooks/{id}", shop);

    public static async Task UntilAsync(Func<Task<bool>> holds, Func<string> what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await holds())
        {
            Assert.True(TimeProvider.System.GetElapsedTime(started) < s_patience, $"Waited in vain until {what()}.");
            await Task.Delay(s_look, TimeProvider.System);
        }
    }

    private async Task<JsonNode?> SendAsync(HttpMethod method, string path, Shop shop, JsonObject? body = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Add("X-Recharge-Access-Token", shop.AccessToken);
        using var answer = await _mock.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private async Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql,
        Func<NpgsqlDataReader, T> read,
        params (string Name, object Value)[] parameters
    )
    {
        await using var command = _database.CreateCommand(sql);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value);
        }

        var rows = new List<T>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    internal enum Kind
    {
        Missing,
        Extra,
        Different,
    }

    internal sealed record Finding(Kind Kind, string Detail, bool Healed);

    internal sealed record Run(DateTimeOffset Started, int Cause, string Worker);

    internal sealed record Subscription(long Id, string Topic, string Address);
}
