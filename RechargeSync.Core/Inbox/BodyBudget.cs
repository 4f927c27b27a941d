namespace RechargeSync.Core.Inbox;

/// <summary>
/// Bounds the memory of bodies that are being read: small ones always find room, large ones share a fixed amount, since
/// nothing tells a large body of Recharge's from an attacker's until it is there.
/// </summary>
/// <param name="bytes">The fixed amount.</param>
internal sealed class BodyBudget(long bytes = BodyBudget.Total)
{
    /// <summary>Bodies up to this size, in bytes, need no share.</summary>
    public const int Small = 64 * 1024;

    /// <summary>What large bodies share, in bytes; no body may be larger.</summary>
    public const int Total = 32 * 1024 * 1024;

    private long _free = bytes;

    /// <summary>Takes a share; false where there is none left now.</summary>
    /// <param name="share">Its size.</param>
    public bool TryTake(long share)
    {
        if (Interlocked.Add(ref _free, -share) >= 0)
        {
            return true;
        }

        GiveBack(share);
        return false;
    }

    /// <summary>Gives a share back.</summary>
    public void GiveBack(long share) => Interlocked.Add(ref _free, share);
}
