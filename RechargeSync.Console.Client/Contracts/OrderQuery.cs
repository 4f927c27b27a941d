namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Which orders to list: the query of <c>GET /admin/v1/orders</c>. What is null filters nothing.</summary>
public sealed record OrderQuery
{
    /// <summary>
    /// Recharge order id, charge id, platform id or number, or a reference (<c>recharge:{store}:{id}</c>); exact.
    /// </summary>
    public string? Search { get; init; }

    /// <summary><c>waiting</c>, <c>active</c>, <c>retrying</c>, <c>done</c>, <c>ignored</c> or <c>dead</c>.</summary>
    public string? State { get; init; }

    /// <summary>Why it is ignored or dead.</summary>
    public string? Reason { get; init; }

    /// <summary><c>standard</c> or <c>prepaid</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The store.</summary>
    public string? Store { get; init; }

    /// <summary>Known for at least this long; <c>minAge</c> in milliseconds.</summary>
    public TimeSpan? MinAge { get; init; }

    /// <summary><c>newest</c> (default) or <c>oldest</c>, by Recharge's order id, which grows with time.</summary>
    public string? Sort { get; init; }

    /// <summary><see cref="ListPage{T}.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Most items in the page, 1 to 500. Default 50.</summary>
    public int? Limit { get; init; }
}
