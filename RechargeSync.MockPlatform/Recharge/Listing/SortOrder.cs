using RechargeSync.MockPlatform.Recharge.Records;

namespace RechargeSync.MockPlatform.Recharge.Listing;

/// <summary>The order of a list; ties are broken by id, so that a position in it is unique.</summary>
internal sealed record SortOrder(string Field, bool Descending)
{
    public static readonly SortOrder Default = new("id", Descending: true);

    /// <returns>The order, or null for a value that Recharge does not know.</returns>
    public static SortOrder? Parse(string text, RecordKind kind)
    {
        var dash = text.LastIndexOf('-');
        var (field, direction) = dash < 0 ? (text, "") : (text[..dash], text[(dash + 1)..]);
        var known =
            field is "id" or "updated_at" or "scheduled_at" or "created_at"
            || (field is "processed_at" && kind == RecordKind.Order);
        return known && direction is "asc" or "desc" ? new SortOrder(field, direction is "desc") : null;
    }

    public (long Key, long Id) PositionOf(RechargeRecord record)
    {
        var facts = record.Facts;
        var instant = Field switch
        {
            "updated_at" => facts.UpdatedAt,
            "scheduled_at" => facts.ScheduledAt,
            "processed_at" => facts.ProcessedAt,
            "created_at" => facts.CreatedAt,
            _ => null,
        };
        return (instant?.UtcTicks ?? 0, facts.Id);
    }
}
