namespace RechargeSync.MockPlatform.Control;

/// <summary>
/// What happened, on both sides: <c>GET /control/audit</c>. The members of design section 5, and a few more.
/// </summary>
internal sealed record AuditReport(
    IReadOnlyList<AuditReport.Order> Orders,
    IReadOnlyList<AuditReport.Charge> Charges,
    IReadOnlyList<AuditReport.PlatformOrder> PlatformOrders,
    IReadOnlyList<AuditReport.Cart> Carts,
    AuditReport.WebhookCounts Webhooks,
    AuditReport.RechargeCounts Recharge,
    DateTimeOffset Now
)
{
    internal sealed record Order
    {
        public required long Id { get; init; }

        public required string Status { get; init; }

        public required bool IsPrepaid { get; init; }

        public required long? ChargeId { get; init; }

        public required string? ExternalOrderId { get; init; }

        public required string? ExternalOrderNumber { get; init; }

        /// <summary>How many PUTs that carried ids took effect; one is right.</summary>
        public required int IdWrites { get; init; }

        public required string Store { get; init; }

        /// <summary>The cart that it was bought from; null for seeded ones.</summary>
        public required string? CartId { get; init; }

        public required DateTimeOffset? CreatedAt { get; init; }

        public required DateTimeOffset? ScheduledAt { get; init; }

        /// <summary>What of it was refunded, as a decimal text; null where nothing was.</summary>
        public required string? Refunded { get; init; }

        /// <summary>Whether more of it can be refunded.</summary>
        public required bool IsRefundable { get; init; }

        public required bool IsRedacted { get; init; }
    }

    /// <param name="IdWrittenAt">When each of the writes took effect: orders of one charge write over each other.</param>
    internal sealed record Charge(
        long Id,
        string? ExternalOrderId,
        int IdWrites,
        IReadOnlyList<DateTimeOffset> IdWrittenAt,
        string Store
    );

    internal sealed record PlatformOrder
    {
        public required string Id { get; init; }

        public required string Number { get; init; }

        public required string Reference { get; init; }

        /// <summary>
        /// POSTs for the reference that reached the platform; those that a fault refused first did not.
        /// </summary>
        public required int CreateCalls { get; init; }

        /// <summary>PATCHes that took effect.</summary>
        public required int Updates { get; init; }

        /// <summary>POSTs that asked to cancel it, whatever became of them.</summary>
        public required int CancelCalls { get; init; }

        /// <summary>POSTs that told of a refund, whatever became of them.</summary>
        public required int RefundCalls { get; init; }

        /// <summary>
        /// <c>paid</c>, <c>partially_refunded</c>, <c>refunded</c> or <c>cancelled</c>; null where nobody said.
        /// </summary>
        public required string? Status { get; init; }

        /// <summary>All that was refunded so far, as a decimal text; null where nothing was or nobody said.</summary>
        public required string? Refunded { get; init; }

        public required DateTimeOffset? FulfilledAt { get; init; }
    }

    /// <param name="ItemCount">Lines, not pieces.</param>
    /// <param name="ClearCalls">DELETEs of the items, those that found the cart empty included.</param>
    internal sealed record Cart(string Id, int ItemCount, int ClearCalls);

    /// <param name="Fired">Events times subscriptions, before the faults dropRate and duplicates.</param>
    /// <param name="Delivered">Attempts answered 2xx, those of extra copies included.</param>
    /// <param name="Failed">Attempts that were not.</param>
    /// <param name="Pending">Deliveries that are not finished.</param>
    /// <param name="Dropped">Deliveries that the fault dropRate swallowed.</param>
    /// <param name="Copies">Extra deliveries by the fault duplicates.</param>
    internal sealed record WebhookCounts(
        long Fired,
        long Delivered,
        long Failed,
        long Pending,
        long Dropped,
        long Copies
    );

    /// <param name="Calls">Requests that reached Recharge's API.</param>
    /// <param name="Throttled">Those answered 429.</param>
    /// <param name="Overflowed">Those answered 429 because the bucket was full, not by a fault.</param>
    /// <param name="Conflicts">Those answered 409 because another write held the address.</param>
    internal sealed record RechargeCounts(long Calls, long Throttled, long Overflowed, long Conflicts);
}
