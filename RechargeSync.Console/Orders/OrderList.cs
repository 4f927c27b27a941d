using Npgsql;
using NpgsqlTypes;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Console.Orders;

/// <summary>
/// Lists orders by id, from all stores side by side. Each store is read along an index; a filter without an index
/// reads so many rows at most and leaves the rest to the next page.
/// </summary>
internal sealed class OrderList(NpgsqlDataSource database, OrderViews views)
{
    private const int MostFound = 500;

    /// <summary>Orders on their way among which a platform's id is looked for.</summary>
    private const int MostSearched = 100_000;

    // Store by store along the primary key.
    private const string Stores = """
        WITH RECURSIVE names AS (
            (SELECT store FROM orders ORDER BY store LIMIT 1)
            UNION ALL
            SELECT (SELECT orders.store FROM orders WHERE orders.store > names.store ORDER BY orders.store LIMIT 1)
            FROM names WHERE names.store IS NOT NULL)
        SELECT store FROM names WHERE store IS NOT NULL
        """;

    private const string Filter = """
        (@reason::text IS NULL OR o.reason = @reason) AND (@prepaid::boolean IS NULL OR o.is_prepaid = @prepaid)
        AND (@age::interval IS NULL OR o.created_at <= now() - @age)
        """;

    // All that is on its way, where that is not very much.
    private static readonly string s_due =
        $"(SELECT * FROM orders WHERE due_at IS NOT NULL ORDER BY due_at LIMIT {Paging.Scan})";

    /// <summary>A page of orders, or those that a text names.</summary>
    public async Task<Answer<ListPage<OrderSummary>>> FindAsync(OrderQuery query, CancellationToken cancellationToken)
    {
        var filter = OrderFilter.Parse(query);
        var page = new PageRequest(query.Cursor, query.Limit);
        if ((Paging.Check(page, out var after, out var limit) ?? filter.Refusal) is { } refusal)
        {
            return refusal;
        }

        if (string.IsNullOrWhiteSpace(query.Search))
        {
            return await ListAsync(filter.Value!, after, limit, cancellationToken);
        }

        return OrderSearch.Parse(query.Search) is { } search
            ? await SearchAsync(search, filter.Value!, cancellationToken)
            : Refusal.BadRequest(
                "search is an order's or charge's id, the platform's id or number, or a reference; "
                    + "200 characters at most."
            );
    }

    private async Task<ListPage<OrderSummary>> ListAsync(
        OrderFilter filter,
        Cursor? after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var stores = filter.Store is { } one ? [one] : await StoresAsync(cancellationToken);
        if (filter.IsOnItsWay && await AreFewDueAsync(cancellationToken))
        {
            return await DueAsync(stores, filter, after, limit, cancellationToken);
        }

        // So many of each store that all together take no longer than one.
        var most = Math.Max(limit + 1, Paging.Scan / Math.Max(1, stores.Count));
        var first = filter.NeedsScan ? Math.Min(most, limit * 5) : limit + 1;
        var page = await ScanAsync(stores, filter, after, limit, first, cancellationToken);
        return first < most && page.Next is not null && page.Items.Count < limit
            ? await ScanAsync(stores, filter, after, limit, most, cancellationToken)
            : page;
    }

    private async Task<ListPage<OrderSummary>> SearchAsync(
        OrderSearch search,
        OrderFilter filter,
        CancellationToken cancellationToken
    )
    {
        var stores = (search.Store ?? filter.Store) is { } one ? [one] : await StoresAsync(cancellationToken);
        await using var command = database.CreateCommand(
            $"""
            WITH found AS (
                SELECT store, order_id FROM orders WHERE store = ANY (@stores) AND order_id = @number
                UNION (SELECT store, order_id FROM orders
                    WHERE store = ANY (@stores) AND charge_id = @number LIMIT {MostFound})
                UNION (SELECT store, order_id FROM orders
                    WHERE due_at IS NULL AND platform_order_id = ANY (@names) LIMIT {MostFound})
                UNION (SELECT store, order_id FROM orders
                    WHERE due_at IS NULL AND platform_order_number <> platform_order_id
                        AND platform_order_number = ANY (@names) LIMIT {MostFound})
                UNION (
                    SELECT store, order_id FROM (
                        SELECT store, order_id, platform_order_id, platform_order_number FROM orders
                            WHERE due_at IS NOT NULL ORDER BY due_at LIMIT {MostSearched}) AS due
                    WHERE platform_order_id = ANY (@names) OR platform_order_number = ANY (@names) LIMIT {MostFound}))
            SELECT {OrderRows.Columns} FROM found
                JOIN orders AS o ON o.store = found.store AND o.order_id = found.order_id
            WHERE o.store = ANY (@stores) AND ({filter.Indexed}) AND ({filter.Checked}) AND {Filter}
            ORDER BY o.order_id {(filter.OldestFirst ? "ASC" : "DESC")}, o.store LIMIT {MostFound}
            """
        );
        var values = command.Values();
        values.Add("stores", stores.ToArray());
        values.Optional("number", NpgsqlDbType.Bigint, search.Number);
        values.Add(
            "names",
            new[] { search.Text, search.PlatformNumber, search.NumberWithoutMark, "#" + search.NumberWithoutMark }
        );
        AddFilter(values, filter);
        var rows = await command.ReadAsync(OrderRows.Read, cancellationToken);
        return new ListPage<OrderSummary>(views.Summaries(rows), null);
    }

    /// <summary>The stores that have orders.</summary>
    public async Task<IReadOnlyList<string>> StoresAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Stores);
        return await command.ReadAsync(row => row.Value<string>(), cancellationToken);
    }

    private async Task<bool> AreFewDueAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"SELECT count(*) < {Paging.Scan} FROM {s_due} AS o");
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    private async Task<ListPage<OrderSummary>> DueAsync(
        IReadOnlyList<string> stores,
        OrderFilter filter,
        Cursor? after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        var (direction, place) = Place(filter, after);
        await using var command = database.CreateCommand(
            $"""
            SELECT {OrderRows.Columns} FROM {s_due} AS o
            WHERE o.store = ANY (@stores) AND {filter.Checked} AND {place} AND {Filter}
                ORDER BY o.order_id {direction}, o.store LIMIT @limit
            """
        );
        AddPlace(command.Values(), stores, after);
        command.Values().Add("limit", limit + 1);
        AddFilter(command.Values(), filter);
        var rows = await command.ReadAsync(OrderRows.Read, cancellationToken);
        var next = rows.Count > limit ? new Cursor(rows[limit - 1].OrderId, rows[limit - 1].Store) : null;
        return new ListPage<OrderSummary>(views.Summaries(rows.Take(limit)), next?.ToString());
    }

    private static (string Direction, string Condition) Place(OrderFilter filter, Cursor? after)
    {
        var (direction, beyond) = filter.OldestFirst ? ("ASC", ">") : ("DESC", "<");
        return (
            direction,
            after is null ? "true"
            : after.Store.Length == 0 ? $"o.order_id {beyond} @after"
            : $"o.order_id {beyond}= @after AND (o.order_id {beyond} @after OR o.store > @in)"
        );
    }

    private async Task<ListPage<OrderSummary>> ScanAsync(
        IReadOnlyList<string> stores,
        OrderFilter filter,
        Cursor? after,
        int limit,
        int scan,
        CancellationToken cancellationToken
    )
    {
        var (direction, place) = Place(filter, after);
        await using var command = database.CreateCommand(
            $"""
            SELECT {OrderRows.Columns} FROM unnest(@stores) AS s (store)
            CROSS JOIN LATERAL (
                SELECT * FROM orders AS o WHERE o.store = s.store AND {filter.Indexed} AND {place}
                    ORDER BY o.order_id {direction} LIMIT @scan) AS o
            WHERE {filter.Checked} AND {Filter}
            ORDER BY o.order_id {direction}, o.store LIMIT @limit
            """
        );
        AddPlace(command.Values(), stores, after);
        command.Values().Add("scan", scan);
        command.Values().Add("limit", limit + 1);
        AddFilter(command.Values(), filter);
        var rows = await command.ReadAsync(OrderRows.Read, cancellationToken);
        var edge = filter.NeedsScan ? await EdgeAsync(stores, filter, after, place, scan, cancellationToken) : null;
        if (edge is { } end)
        {
            rows.RemoveAll(row => filter.OldestFirst ? row.OrderId > end : row.OrderId < end);
        }

        var next =
            rows.Count > limit ? new Cursor(rows[limit - 1].OrderId, rows[limit - 1].Store)
            : edge is { } id ? new Cursor(id)
            : null;
        return new ListPage<OrderSummary>(views.Summaries(rows.Take(limit)), next?.ToString());
    }

    // How far every store was read; null where all were to their end.
    private async Task<long?> EdgeAsync(
        IReadOnlyList<string> stores,
        OrderFilter filter,
        Cursor? after,
        string place,
        int scan,
        CancellationToken cancellationToken
    )
    {
        var (direction, nearest) = filter.OldestFirst ? ("ASC", "min") : ("DESC", "max");
        await using var command = database.CreateCommand(
            $"""
            SELECT {nearest}(o.order_id) FROM unnest(@stores) AS s (store)
            CROSS JOIN LATERAL (
                SELECT o.order_id FROM orders AS o
                    WHERE o.store = s.store AND {filter.Indexed} AND {place}
                        ORDER BY o.order_id {direction} OFFSET @scan - 1 LIMIT 1) AS o
            """
        );
        AddPlace(command.Values(), stores, after);
        command.Values().Add("scan", scan);
        return await command.ExecuteScalarAsync(cancellationToken) as long?;
    }

    private static void AddPlace(ParameterList values, IReadOnlyList<string> stores, Cursor? after)
    {
        values.Add("stores", stores.ToArray());
        if (after is not null)
        {
            values.Add("after", after.Id);
            values.Add("in", after.Store);
        }
    }

    private static void AddFilter(ParameterList values, OrderFilter filter)
    {
        values.Optional("reason", NpgsqlDbType.Text, filter.Reason);
        values.Optional("prepaid", NpgsqlDbType.Boolean, filter.IsPrepaid);
        values.Optional("age", NpgsqlDbType.Interval, filter.MinAge);
    }
}
