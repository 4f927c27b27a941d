namespace RechargeSync.Core.Storage;

/// <summary>One processed checkout and the cart it names: table <c>carts</c>.</summary>
internal sealed record CartRow : WorkRow
{
    public required string Token { get; init; }

    /// <summary>The storefront's cart; null where the checkout names none.</summary>
    public string? CartId { get; init; }

    public DateTimeOffset? ClearedAt { get; init; }
}
