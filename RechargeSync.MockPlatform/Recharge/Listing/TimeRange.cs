namespace RechargeSync.MockPlatform.Recharge.Listing;

/// <summary>An inclusive range of instants; an end that is null is open.</summary>
internal sealed record TimeRange(DateTimeOffset? Min, DateTimeOffset? Max)
{
    public static readonly TimeRange Open = new(null, null);

    public bool Holds(DateTimeOffset? instant) =>
        (Min is null && Max is null)
        || (instant is { } value && (Min is null || value >= Min) && (Max is null || value <= Max));
}
