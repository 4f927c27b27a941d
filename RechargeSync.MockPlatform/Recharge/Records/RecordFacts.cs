namespace RechargeSync.MockPlatform.Recharge.Records;

/// <summary>What the mock itself needs to know about a document: for indexes, filters, sorting and the audit.</summary>
internal sealed record RecordFacts
{
    public required long Id { get; init; }

    public long? AddressId { get; init; }

    /// <summary>The charge of an order; null for charges.</summary>
    public long? ChargeId { get; init; }

    public long? CustomerId { get; init; }

    /// <summary>In lower case, whatever the document's version.</summary>
    public string Status { get; init; } = "";

    public bool IsQueued => Status is "queued";

    /// <summary>In lower case; <c>checkout</c> or <c>recurring</c>.</summary>
    public string Type { get; init; } = "";

    /// <summary>Null unless the document has them as one text.</summary>
    public string? Tags { get; init; }

    /// <summary>Null where the document does not say.</summary>
    public bool? IsPrepaid { get; init; }

    /// <summary>How many orders a charge paid for; null for orders and where the document does not say.</summary>
    public int? OrdersCount { get; init; }

    public string? ExternalOrderId { get; init; }

    public string? ExternalOrderNumber { get; init; }

    public decimal? TotalPrice { get; init; }

    public decimal? TotalRefunds { get; init; }

    /// <summary>Whether its personal members were erased.</summary>
    public bool IsRedacted { get; init; }

    public DateTimeOffset? CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; init; }

    public DateTimeOffset? ScheduledAt { get; init; }

    public DateTimeOffset? ProcessedAt { get; init; }

    public IReadOnlyList<long> PurchaseItemIds { get; init; } = [];
}
