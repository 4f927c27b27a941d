namespace RechargeSync.Core.Inbox;

/// <summary>
/// Bounds the memory of bodies from their first bytes until they are stored: small ones always find room, large ones
/// share a fixed amount, since nothing tells a large body of Recharge's from an attacker's until it is there.
/// </summary>
/// <param name="bytes">The fixed amount.</param>
/// <param name="perSource">What one source may have of it.</param>
internal sealed class BodyBudget(long bytes = BodyBudget.Total, long perSource = BodyBudget.PerSource)
    : SourceBudget(bytes, perSource)
{
    /// <summary>Bodies up to this size, in bytes, need no share.</summary>
    public const int Small = 64 * 1024;

    /// <summary>What large bodies share, in bytes.</summary>
    public const int Total = 64 * 1024 * 1024;

    /// <summary>What the large bodies of one source share, in bytes; no body may be larger.</summary>
    public const int PerSource = Total / 2;
}

/// <summary>
/// A body's share of the <see cref="BodyBudget"/>; grows with the body, and is given back at its end.
/// </summary>
internal sealed class BodyShare(BodyBudget budget, NetworkSource source) : IDisposable
{
    /// <summary>Its size in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>Takes more; false where there is none left now.</summary>
    public bool TryGrow(long bytes)
    {
        var taken = budget.TryTake(source, bytes);
        Bytes += taken ? bytes : 0;
        return taken;
    }

    public void Dispose()
    {
        budget.GiveBack(source, Bytes);
        Bytes = 0;
    }
}
