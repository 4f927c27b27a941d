using System.Globalization;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Orders;

/// <summary>Which orders to list, checked.</summary>
/// <param name="State">A state's word; null for all.</param>
/// <param name="Reason">Why ignored or dead; null for all.</param>
/// <param name="IsPrepaid">The kind; null for all.</param>
/// <param name="Store">The store; null for all.</param>
/// <param name="MinAge">Known for at least this long.</param>
/// <param name="OldestFirst">The direction.</param>
internal sealed record OrderFilter(
    string? State,
    string? Reason,
    bool? IsPrepaid,
    string? Store,
    TimeSpan? MinAge,
    bool OldestFirst
)
{
    /// <summary>What reading along an index cannot leave out by itself.</summary>
    public bool NeedsScan =>
        Reason is not null || IsPrepaid is not null || MinAge is not null || State is "done" || IsOnItsWay;

    /// <summary>Whether it asks for orders with steps left: they are few as a rule, and due at some time.</summary>
    public bool IsOnItsWay => State is "active" or "retrying";

    /// <summary>
    /// What an index knows of the filter. States are constants, and so literals in SQL: only then partial indexes fit.
    /// </summary>
    public IQueryable<OrderRow> Indexed(IQueryable<OrderRow> orders) =>
        State switch
        {
            "waiting" => orders.Where(order => order.Work.State == WorkState.Waiting && order.Work.DueAt == null),
            "ignored" => orders.Where(order => order.Work.State == WorkState.Ignored && order.Work.DueAt == null),
            "dead" => orders.Where(order => order.Work.State == WorkState.Dead),
            _ => orders,
        };

    /// <summary>What is checked row by row.</summary>
    public IQueryable<OrderRow> Checked(IQueryable<OrderRow> orders, DateTimeOffset now)
    {
        orders = State switch
        {
            "done" => orders.Where(order => order.Work.State == WorkState.Done),
            "active" => orders.Where(order => order.Work.State == WorkState.Active),
            "retrying" => orders.Where(order => order.Work.State == WorkState.Active && order.Work.Attempts > 0),
            _ => orders,
        };
        if (Reason is not null)
        {
            orders = orders.Where(order => order.Work.Reason == Reason);
        }

        if (IsPrepaid is not null)
        {
            orders = orders.Where(order => order.IsPrepaid == IsPrepaid);
        }

        if (MinAge is { } age)
        {
            var latest = now - age;
            orders = orders.Where(order => order.Work.CreatedAt <= latest);
        }

        return orders;
    }

    /// <summary>In the order of the list.</summary>
    public IQueryable<OrderRow> Sort(IQueryable<OrderRow> orders) =>
        (
            OldestFirst ? orders.OrderBy(order => order.OrderId) : orders.OrderByDescending(order => order.OrderId)
        ).ThenBy(order => order.Store);

    /// <summary>The longest age in milliseconds that may be asked for.</summary>
    public const long MostAgeMs = 315_360_000_000;

    /// <summary>Checks what a caller asked for.</summary>
    public static Answer<OrderFilter> Parse(OrderQuery query)
    {
        var problem =
            query.State is not (null or "waiting" or "active" or "retrying" or "done" or "ignored" or "dead")
                ? "state is waiting, active, retrying, done, ignored or dead."
            : query.Kind is not (null or "standard" or "prepaid") ? "kind is standard or prepaid."
            : query.Sort is not (null or "newest" or "oldest") ? "sort is newest or oldest."
            : query.MinAge?.TotalMilliseconds is < 0 or > MostAgeMs
                ? string.Create(CultureInfo.InvariantCulture, $"minAge is in milliseconds, from 0 to {MostAgeMs}.")
            : null;
        return problem is not null
            ? Refusal.BadRequest(problem)
            : new OrderFilter(
                query.State,
                query.Reason,
                query.Kind is null ? null : query.Kind == "prepaid",
                query.Store,
                query.MinAge,
                query.Sort == "oldest"
            );
    }
}
