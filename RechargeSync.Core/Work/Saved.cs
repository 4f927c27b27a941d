namespace RechargeSync.Core.Work;

/// <summary>The answer to a <see cref="Save{TRow}"/>.</summary>
/// <param name="Held">
/// False where the fencing token was outdated: nothing was stored, and another worker has the row.
/// </param>
/// <param name="MoreWaits">True where deliveries arrived meanwhile that nobody else was told of.</param>
/// <param name="Now">The database's time.</param>
internal sealed record Saved(bool Held, bool MoreWaits, DateTimeOffset Now)
{
    public static readonly Saved Fenced = new(Held: false, MoreWaits: false, default);
}
