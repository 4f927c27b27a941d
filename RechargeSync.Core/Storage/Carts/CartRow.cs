namespace RechargeSync.Core.Storage;

/// <summary>One processed checkout and the cart it names: table <c>carts</c>.</summary>
internal sealed record CartRow : IWorkRow<CartRow>
{
    public required string Store { get; init; }

    public required string Token { get; init; }

    /// <summary>The storefront's cart; null where the checkout names none.</summary>
    public string? CartId { get; init; }

    public DateTimeOffset? ClearedAt { get; init; }

    public WorkItem Work { get; init; } = new();

    public CartRow With(WorkItem work) => this with { Work = work };
}
