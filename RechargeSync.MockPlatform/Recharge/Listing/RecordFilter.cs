using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.State;

namespace RechargeSync.MockPlatform.Recharge.Listing;

/// <summary>What a list is narrowed to. Everything that is set must hold; time bounds are inclusive.</summary>
internal sealed record RecordFilter
{
    public IReadOnlySet<long>? Ids { get; init; }

    public long? AddressId { get; init; }

    public long? ChargeId { get; init; }

    public long? CustomerId { get; init; }

    public long? PurchaseItemId { get; init; }

    public string? ExternalOrderId { get; init; }

    public bool? HasExternalId { get; init; }

    /// <summary>In lower case; any of them.</summary>
    public IReadOnlySet<string>? Statuses { get; init; }

    public string? Type { get; init; }

    public TimeRange Created { get; init; } = TimeRange.Open;

    public TimeRange Updated { get; init; } = TimeRange.Open;

    public TimeRange Scheduled { get; init; } = TimeRange.Open;

    public TimeRange Processed { get; init; } = TimeRange.Open;

    public List<RechargeRecord> Select(RecordTable table) => [.. Candidates(table).Where(r => Matches(r.Facts))];

    private IEnumerable<RechargeRecord> Candidates(RecordTable table) =>
        this switch
        {
            { Ids: { } ids } => ids.Select(table.Find).OfType<RechargeRecord>(),
            { ChargeId: { } chargeId } => table.OfCharge(chargeId),
            { ExternalOrderId: { } externalId } => table.WithExternalId(externalId),
            { AddressId: { } addressId } => table.OfAddress(addressId),
            { CustomerId: { } customerId } => table.OfCustomer(customerId),
            { Statuses: { } statuses } => statuses.SelectMany(table.WithStatus),
            _ => table.All,
        };

    private bool Matches(RecordFacts facts) =>
        (AddressId is null || facts.AddressId == AddressId)
        && (ChargeId is null || facts.ChargeId == ChargeId)
        && (CustomerId is null || facts.CustomerId == CustomerId)
        && (PurchaseItemId is not { } item || facts.PurchaseItemIds.Contains(item))
        && (ExternalOrderId is null || string.Equals(facts.ExternalOrderId, ExternalOrderId, StringComparison.Ordinal))
        && (HasExternalId is null || facts.ExternalOrderId is not null == HasExternalId)
        && (Statuses is null || Statuses.Contains(facts.Status))
        && (Type is null || string.Equals(facts.Type, Type, StringComparison.Ordinal))
        && Created.Holds(facts.CreatedAt)
        && Updated.Holds(facts.UpdatedAt)
        && Scheduled.Holds(facts.ScheduledAt)
        && Processed.Holds(facts.ProcessedAt);
}
