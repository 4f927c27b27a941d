namespace RechargeSync.Core.Storage;

/// <summary>One processed checkout and the cart it names: table <c>carts</c>.</summary>
internal sealed record CartRow : IWorkRow<CartRow>
{
    public required string Store { get; init; }

    /// <summary>Stands for the checkout's token: see <see cref="Resources.ResourceKey.OfToken"/>.</summary>
    public required string Token { get; init; }

    /// <summary>The storefront's cart; null where the checkout names none, or where it was erased.</summary>
    public string? CartId { get; init; }

    /// <summary>The charge that the checkout became, which leads to its orders.</summary>
    public long? ChargeId { get; init; }

    public DateTimeOffset? ClearedAt { get; init; }

    public WorkItem Work { get; init; } = new();

    public CartRow With(WorkItem work) => this with { Work = work };
}
