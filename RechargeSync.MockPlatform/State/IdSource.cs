using System.Globalization;

namespace RechargeSync.MockPlatform.State;

/// <summary>
/// Ids that no earlier run of the mock has given out, as long as it makes fewer than one per millisecond of its life:
/// receivers remember ids, so a restart must not repeat one. A reset does not start over either.
/// </summary>
internal sealed class IdSource
{
    // Keeps the platform's ids and Recharge's apart, so that a mix-up shows.
    private const long PlatformOffset = 7_000_000_000_000;

    private long _recharge;
    private long _platform;

    public IdSource(TimeProvider time)
    {
        _recharge = time.GetUtcNow().ToUnixTimeMilliseconds();
        _platform = _recharge + PlatformOffset;
    }

    public long NextRecharge() => Interlocked.Increment(ref _recharge);

    public string NextPlatform() => Interlocked.Increment(ref _platform).ToString(CultureInfo.InvariantCulture);
}
