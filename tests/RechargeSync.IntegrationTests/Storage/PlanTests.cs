using System.Text.RegularExpressions;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

/// <summary>
/// No statement of the hot paths reads a whole table: the plans of the product's own statements, at a size where
/// reading it whole would cost.
/// </summary>
[Collection(UsesServers.Name)]
public sealed partial class PlanTests(Servers servers) : IAsyncLifetime
{
    private static readonly (string Query, string Index)[] s_looks =
    [
        ("SELECT 1 FROM inbox WHERE store = 'default' AND dedupe_key = int4send(7)", "inbox_dedupe"),
        (
            "SELECT id FROM inbox WHERE store = 'default' AND resource_key = 'order/700' AND state = 0 ORDER BY id LIMIT 50",
            "inbox_unapplied"
        ),
        (
            "SELECT id FROM inbox WHERE finished_at IS NULL AND state <= 0 AND store = ANY ('{default,classic}') AND enqueued_at < now() - interval '1 minute' AND (sweeps = 0 OR enqueued_at < now() - interval '2 minutes') ORDER BY enqueued_at LIMIT 1000",
            "inbox_unfinished"
        ),
        ("SELECT store FROM inbox WHERE state = 0 AND store > 'classic' ORDER BY store LIMIT 1", "inbox_unapplied"),
        ("SELECT 1 FROM inbox WHERE id = 7", "PK_inbox"),
        (
            "SELECT order_id FROM orders WHERE store = 'default' AND due_at <= now() ORDER BY due_at LIMIT 32",
            "orders_due_by_store"
        ),
        ("SELECT 1 FROM orders WHERE store = 'default' AND order_id = 7", "PK_orders"),
        ("SELECT order_id FROM orders WHERE store = 'default' AND charge_id = 7", "orders_charge"),
        ("SELECT order_id FROM orders WHERE due_at IS NULL AND platform_order_id = 'p7'", "orders_platform"),
        (
            "SELECT order_id FROM orders WHERE due_at IS NULL AND platform_order_number <> platform_order_id AND platform_order_number = '#7'",
            "orders_platform_number"
        ),
        (
            "SELECT order_id FROM orders WHERE store = 'default' AND state = 3 AND due_at IS NULL ORDER BY order_id DESC LIMIT 50",
            "orders_resting"
        ),
        ("SELECT id FROM inbox WHERE store = 'default' AND resource_key = 'order/7' AND state <> 0", "inbox_applied"),
        (
            "SELECT token FROM carts WHERE store = 'default' AND due_at <= now() ORDER BY due_at LIMIT 32",
            "carts_due_by_store"
        ),
        ("SELECT 1 FROM carts WHERE store = 'default' AND token = 't7'", "PK_carts"),
        (
            "SELECT 1 FROM failed_attempts WHERE store = 'default' AND resource_key = 'order/7'",
            "failed_attempts_resource"
        ),
    ];

    private const string Rows = """
        INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state, finished_at, enqueued_at)
            SELECT 'default', 'order/created', 'order/' || n, int4send(n), '\x7b7d', CASE WHEN n % 100 = 0 THEN 0 ELSE 1 END, CASE WHEN n % 100 <> 0 THEN now() END, now() - n * interval '1 second' FROM generate_series(1, 50000) AS n;
        INSERT INTO orders (store, order_id, source_updated_at_is_instant, adopted, state, intent, attempts, fence, created_at, updated_at, due_at, payload_inbox_id, charge_id, platform_order_id, platform_order_number)
            SELECT 'default', n, false, false, CASE WHEN n % 1000 = 7 THEN 3 ELSE 2 END, 0, 0, 1, now(), now(), CASE WHEN n % 100 = 0 THEN now() - interval '1 second' END, n, n, 'p' || n, '#' || n FROM generate_series(1, 50000) AS n;
        INSERT INTO carts (store, token, state, intent, attempts, fence, created_at, updated_at, due_at)
            SELECT 'default', 't' || n, 2, 0, 0, 1, now(), now(), CASE WHEN n % 100 = 0 THEN now() - interval '1 second' END FROM generate_series(1, 50000) AS n;
        INSERT INTO failed_attempts (store, resource_key, step, reason) SELECT 'default', 'order/' || n, 1, 'x' FROM generate_series(1, 10000) AS n;
        """;

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        await _database.ExecuteAsync(Rows);
        await _database.ExecuteAsync("ANALYZE");
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Every_way_to_look_has_its_index()
    {
        foreach (var (query, index) in s_looks)
        {
            var plan = string.Join('\n', await _database.RowsAsync($"EXPLAIN {query}"));
            Assert.Contains(index, plan, StringComparison.Ordinal);
            Assert.DoesNotContain("Seq Scan", plan, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("carts")]
    public async Task Statements_of_the_leased_tables_read_no_whole_table(string table)
    {
        var sql = table == "orders" ? OrderTable.Sql : CartTable.Sql;
        foreach (
            var statement in new[]
            {
                sql.Claim,
                InboxTable.ById,
                sql.Save,
                sql.SaveWithFailures,
                sql.Due,
                sql.Wake,
                sql.ReleaseOwn,
                sql.ForgetFuture,
                InboxTable.Waiting,
                WorkSql.MoreWaits,
            }
        )
        {
            var plan = await PlanAsync(_database, statement, table);

            // Sequential reading of what unnest or a CTE holds in memory is no table.
            Assert.DoesNotMatch("Seq Scan on (inbox|orders|carts|failed_attempts)", plan);
        }
    }

    [Theory]
    [InlineData("orders")]
    [InlineData("carts")]
    public async Task What_is_due_is_found_along_its_index_where_Postgres_has_no_statistics_yet(string table)
    {
        await using var fresh = await servers.CreateDatabaseAsync();
        await fresh.ExecuteAsync($"ALTER TABLE {table} SET (autovacuum_enabled = false); {Rows}");
        var plan = await PlanAsync(fresh, (table == "orders" ? OrderTable.Sql : CartTable.Sql).Due, table);
        Assert.Contains($"Index Scan using {table}_due_by_store", plan, StringComparison.Ordinal);
        Assert.DoesNotContain($"PK_{table}", plan, StringComparison.Ordinal);
    }

    // The statement itself, with parameters of the right types and no value that was known when it was planned.
    private static async Task<string> PlanAsync(TestDatabase database, string statement, string table)
    {
        await using var connection = await database.Source.OpenConnectionAsync();
        var names = Parameter()
            .Matches(statement)
            .Select(match => match.Value)
            .Distinct(StringComparer.Ordinal)
            .ToArray();
        var types = await ColumnTypesAsync(database, table);
        var positional = Parameter().Replace(statement, match => $"${Array.IndexOf(names, match.Value) + 1}");
        await ExecuteAsync("SET plan_cache_mode = force_generic_plan");
        await ExecuteAsync("SET jit = off");
        await ExecuteAsync(
            $"PREPARE statement{(names.Length == 0 ? "" : $"({string.Join(", ", names.Select(name => types[name[1..]]))})")} AS {positional}"
        );

        await using var explain = new Npgsql.NpgsqlCommand(
            $"EXPLAIN EXECUTE statement{(names.Length == 0 ? "" : $"({string.Join(", ", names.Select(_ => "NULL"))})")}",
            connection
        );
        await using var reader = await explain.ExecuteReaderAsync();
        var lines = new List<string>();
        while (await reader.ReadAsync())
        {
            lines.Add(reader.GetString(0));
        }

        await reader.CloseAsync();
        await ExecuteAsync("DEALLOCATE statement");
        return string.Join('\n', lines);

        async Task ExecuteAsync(string command)
        {
            await using var set = new Npgsql.NpgsqlCommand(command, connection);
            await set.ExecuteNonQueryAsync();
        }
    }

    private static async Task<Dictionary<string, string>> ColumnTypesAsync(TestDatabase database, string table)
    {
        var types = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["keys"] = table == "orders" ? "bigint[]" : "text[]",
            ["key"] = table == "orders" ? "bigint[]" : "text[]",
            ["stores"] = "text[]",
            ["resources"] = "text[]",
            ["resource"] = "text[]",
            ["owner"] = "text",
            ["worker"] = "text",
            ["lease"] = "interval",
            ["limit"] = "integer",
            ["limits"] = "integer[]",
            ["waiting_store"] = "text",
            ["side"] = "smallint",
            ["keep"] = "boolean[]",
            ["known"] = "timestamptz[]",
            ["ids"] = "bigint[]",
            ["applied_numbers"] = "bigint[]",
            ["applied_ids"] = "bigint[]",
            ["applied_states"] = "smallint[]",
            ["applied_reasons"] = "text[]",
            ["failed_numbers"] = "bigint[]",
            ["failed_steps"] = "smallint[]",
            ["failed_reasons"] = "text[]",
            ["failed_statuses"] = "integer[]",
            ["failed_details"] = "text[]",
            ["failed_requests"] = "text[]",
            ["failed_traces"] = "text[]",
        };
        foreach (
            var column in await database.RowsAsync(
                $"SELECT column_name || '=' || data_type FROM information_schema.columns WHERE table_name = '{table}'"
            )
        )
        {
            var parts = column.Split('=');
            types.TryAdd(parts[0], parts[1] + "[]");
        }

        return types;
    }

    [GeneratedRegex("@[a-z_]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Parameter();
}
