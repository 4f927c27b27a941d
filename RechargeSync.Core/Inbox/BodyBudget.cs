using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Inbox;

/// <summary>
/// Bounds the memory of bodies that are being read: small ones always find room, large ones share a fixed amount, since
/// nothing tells a large body of Recharge's from an attacker's until it is there.
/// </summary>
internal sealed class BodyBudget(IOptions<InboxOptions> options)
{
    /// <summary>Bodies up to this size, in bytes, need no share.</summary>
    public const int Small = 64 * 1024;

    private long _free = options.Value.MaxBufferedBytes;

    /// <summary>Takes a share; false where there is none left now.</summary>
    /// <param name="bytes">Its size.</param>
    public bool TryTake(long bytes)
    {
        if (Interlocked.Add(ref _free, -bytes) >= 0)
        {
            return true;
        }

        GiveBack(bytes);
        return false;
    }

    /// <summary>Gives a share back.</summary>
    public void GiveBack(long bytes) => Interlocked.Add(ref _free, bytes);
}
