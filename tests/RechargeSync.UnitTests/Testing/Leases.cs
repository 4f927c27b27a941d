using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Work;

namespace RechargeSync.UnitTests.Testing;

/// <summary>Leases that were just taken.</summary>
internal static class Leases
{
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(1);

    /// <summary>One that was taken at a time; by default it stays that time.</summary>
    public static Lease At(DateTimeOffset now, TimeProvider? clock = null)
    {
        clock ??= new FakeTimeProvider(now);
        var lease = new Lease(Duration, clock);
        lease.Renewed(clock.GetTimestamp(), now);
        return lease;
    }
}
