using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Orders;

/// <summary>
/// Lists orders by id, from all stores side by side. Each store is read along an index; a filter without an index
/// reads so many rows at most and leaves the rest to the next page.
/// </summary>
internal sealed class OrderList(IDbContextFactory<SyncDbContext> contexts, OrderViews views, TimeProvider clock)
{
    private const int MostFound = 500;

    /// <summary>Orders on their way among which a platform's id is looked for.</summary>
    private const int MostSearched = 100_000;

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

    /// <summary>The stores that have orders.</summary>
    public async Task<IReadOnlyList<string>> StoresAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await StoresAsync(context, cancellationToken);
    }

    private async Task<ListPage<OrderSummary>> ListAsync(
        OrderFilter filter,
        Cursor? after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var stores = filter.Store is { } one ? [one] : await StoresAsync(context, cancellationToken);
        var place = OrderPlace.Behind(after, filter.OldestFirst);

        // All that is on its way, where that is not very much.
        var due = Due(context, Paging.Scan);
        if (filter.IsOnItsWay && await due.CountAsync(cancellationToken) < Paging.Scan)
        {
            var waiting = due.Where(order => stores.Contains(order.Store));
            var found = await ReadAsync(place.From(waiting), filter, limit + 1, cancellationToken);
            return Page(found, limit, edge: null);
        }

        // So many of each store that all together take no longer than one.
        var most = Math.Max(limit + 1, Paging.Scan / Math.Max(1, stores.Length));
        var first = filter.NeedsScan ? Math.Min(most, limit * 5) : limit + 1;
        var stretch = new Stretch(context.Stores(stores), context.Orders, filter, place);
        var page = await ScanAsync(stretch, filter, limit, first, cancellationToken);
        return first < most && page.Next is not null && page.Items.Count < limit
            ? await ScanAsync(stretch, filter, limit, most, cancellationToken)
            : page;
    }

    private async Task<ListPage<OrderSummary>> SearchAsync(
        OrderSearch search,
        OrderFilter filter,
        CancellationToken cancellationToken
    )
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        var stores = (search.Store ?? filter.Store) is { } one ? [one] : await StoresAsync(context, cancellationToken);
        var orders = context.Orders.Where(order => stores.Contains(order.Store));
        var found = Rows(Find(context, orders, search), filter.Indexed(orders));
        var rows = await ReadAsync(found, filter, MostFound, cancellationToken);
        return new ListPage<OrderSummary>(views.Summaries(rows), null);
    }

    // Each by an index of its own; those on their way have none by the platform's names.
    private static IQueryable<OrderKey> Find(SyncDbContext context, IQueryable<OrderRow> ofStores, OrderSearch search)
    {
        string[] names = [search.Text, search.PlatformNumber, search.NumberWithoutMark, "#" + search.NumberWithoutMark];
        var resting = context.Orders.Where(order => order.Work.DueAt == null);
        var byId = resting.Where(order => order.PlatformOrderId != null && names.Contains(order.PlatformOrderId));
        var byNumber = resting.Where(order =>
            order.PlatformOrderId != null
            && order.PlatformOrderNumber != null
            && order.PlatformOrderNumber != order.PlatformOrderId
            && names.Contains(order.PlatformOrderNumber)
        );
        var due = Due(context, MostSearched)
            .Where(order =>
                (order.PlatformOrderId != null && names.Contains(order.PlatformOrderId))
                || (order.PlatformOrderNumber != null && names.Contains(order.PlatformOrderNumber))
            );
        var found = Keys(byId.Take(MostFound)).Union(Keys(byNumber.Take(MostFound))).Union(Keys(due.Take(MostFound)));
        return search.Number is { } number
            ? found
                .Union(Keys(ofStores.Where(order => order.OrderId == number)))
                .Union(Keys(ofStores.Where(order => order.ChargeId == number).Take(MostFound)))
            : found;
    }

    private static IQueryable<OrderKey> Keys(IQueryable<OrderRow> orders) =>
        orders.Select(order => new OrderKey { Store = order.Store, OrderId = order.OrderId });

    private static IQueryable<OrderRow> Rows(IQueryable<OrderKey> keys, IQueryable<OrderRow> orders) =>
        keys.Join(
            orders,
            key => new { key.Store, key.OrderId },
            order => new { order.Store, order.OrderId },
            (_, order) => order
        );

    private static IQueryable<OrderRow> Due(SyncDbContext context, int most) =>
        context.Orders.Where(order => order.Work.DueAt != null).OrderBy(order => order.Work.DueAt).Take(most);

    private static Task<string[]> StoresAsync(SyncDbContext context, CancellationToken cancellationToken) =>
        context.StoresWithOrders().Select(store => store.Name).ToArrayAsync(cancellationToken);

    private async Task<ListPage<OrderSummary>> ScanAsync(
        Stretch stretch,
        OrderFilter filter,
        int limit,
        int scan,
        CancellationToken cancellationToken
    )
    {
        var rows = filter.NeedsScan
            ? await ReadFittingAsync(stretch, filter, limit + 1, scan, cancellationToken)
            : await ReadAsync(stretch.Read(0, scan), filter, limit + 1, cancellationToken);
        var edge = filter.NeedsScan ? await stretch.EdgeAsync(scan, cancellationToken) : null;
        if (edge is { } end)
        {
            rows.RemoveAll(row => filter.OldestFirst ? row.OrderId > end : row.OrderId < end);
        }

        return Page(rows, limit, edge);
    }

    // Of very many rows the columns of the filter alone, and then the few that fit: to take all of them apart costs
    // twice the time, and as a join the planner may go through the whole table for them.
    private async Task<List<OrderRow>> ReadFittingAsync(
        Stretch stretch,
        OrderFilter filter,
        int most,
        int scan,
        CancellationToken cancellationToken
    )
    {
        var fitting = filter.Sort(filter.Checked(stretch.Read(0, scan), clock.GetUtcNow())).Take(most);
        var keys = await Keys(fitting).ToHashSetAsync(cancellationToken);
        if (keys.Count == 0)
        {
            return [];
        }

        string[] stores = [.. keys.Select(key => key.Store).Distinct(StringComparer.Ordinal)];
        long[] ids = [.. keys.Select(key => key.OrderId).Distinct()];
        var rows = await ReadAsync(
            stretch.Orders.Where(order => stores.Contains(order.Store) && ids.Contains(order.OrderId)),
            filter,
            stores.Length * ids.Length,
            cancellationToken
        );
        rows.RemoveAll(row => !keys.Contains(new OrderKey { Store = row.Store, OrderId = row.OrderId }));
        return rows;
    }

    private Task<List<OrderRow>> ReadAsync(
        IQueryable<OrderRow> orders,
        OrderFilter filter,
        int most,
        CancellationToken cancellationToken
    ) =>
        filter.Sort(filter.Checked(orders, clock.GetUtcNow())).Take(most).AsNoTracking().ToListAsync(cancellationToken);

    private ListPage<OrderSummary> Page(List<OrderRow> rows, int limit, long? edge)
    {
        var next =
            rows.Count > limit ? new Cursor(rows[limit - 1].OrderId, rows[limit - 1].Store)
            : edge is { } id ? new Cursor(id)
            : null;
        return new ListPage<OrderSummary>(views.Summaries(rows.Take(limit)), next?.ToString());
    }

    private sealed record OrderKey
    {
        public required string Store { get; init; }

        public required long OrderId { get; init; }
    }

    /// <summary>What is read of each store.</summary>
    private sealed record Stretch(
        IQueryable<StoreRow> Stores,
        IQueryable<OrderRow> Orders,
        OrderFilter Filter,
        OrderPlace From
    )
    {
        public IQueryable<OrderRow> Read(int skip, int take) => From.OfEach(Stores, Filter.Indexed(Orders), skip, take);

        /// <summary>How far every store was read; null where all were to their end.</summary>
        public Task<long?> EdgeAsync(int scan, CancellationToken cancellationToken)
        {
            var ends = Read(scan - 1, 1).Select(order => (long?)order.OrderId);
            return From.OldestFirst ? ends.MinAsync(cancellationToken) : ends.MaxAsync(cancellationToken);
        }
    }
}
