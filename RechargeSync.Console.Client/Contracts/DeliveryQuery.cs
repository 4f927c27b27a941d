namespace RechargeSync.Core.Admin.Contracts;

/// <summary>
/// Which deliveries to list: the query of <c>GET /admin/v1/deliveries</c>. What is null filters nothing.
/// </summary>
public sealed record DeliveryQuery
{
    /// <summary>
    /// <c>stored</c> or <c>quarantined</c> as answered, or a word of <see cref="DeliverySummary.State"/>.
    /// </summary>
    public string? Verdict { get; init; }

    /// <summary>The store.</summary>
    public string? Store { get; init; }

    /// <summary>The topic, such as <c>order/created</c>.</summary>
    public string? Topic { get; init; }

    /// <summary><see cref="ListPage{T}.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Most items in the page, 1 to 500. Default 50.</summary>
    public int? Limit { get; init; }
}
