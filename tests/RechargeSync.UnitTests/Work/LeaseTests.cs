using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Work;

namespace RechargeSync.UnitTests.Work;

public sealed class LeaseTests
{
    private static readonly DateTimeOffset s_databaseTime = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Lease_counts_from_before_the_statement_that_took_it()
    {
        var lease = new Lease(TimeSpan.FromSeconds(60), _clock);
        var sent = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(10));
        lease.Renewed(sent, s_databaseTime);
        Assert.Equal(TimeSpan.FromSeconds(50), lease.Left);
    }

    [Fact]
    public void Lease_that_is_over_has_nothing_left()
    {
        var lease = new Lease(TimeSpan.FromSeconds(60), _clock);
        _clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(TimeSpan.FromSeconds(1), lease.Left);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(TimeSpan.Zero, lease.Left);
    }

    [Fact]
    public void Renewal_starts_it_anew()
    {
        var lease = new Lease(TimeSpan.FromSeconds(60), _clock);
        _clock.Advance(TimeSpan.FromSeconds(50));
        lease.Renewed(_clock.GetTimestamp(), s_databaseTime);
        _clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(TimeSpan.FromSeconds(55), lease.Left);
    }

    [Fact]
    public void Time_is_the_databases_and_goes_on_by_our_clock()
    {
        var lease = new Lease(TimeSpan.FromSeconds(60), _clock);
        lease.Renewed(_clock.GetTimestamp(), s_databaseTime);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(s_databaseTime.AddSeconds(3), lease.Now);
    }

    [Fact]
    public void What_was_done_under_an_earlier_hold_is_told_from_what_was_done_under_this_one()
    {
        var lease = new Lease(TimeSpan.FromSeconds(60), _clock);
        lease.Renewed(_clock.GetTimestamp(), s_databaseTime);
        _clock.Advance(TimeSpan.FromSeconds(1));
        var done = lease.Now;
        lease.Renewed(_clock.GetTimestamp(), s_databaseTime.AddSeconds(2));
        Assert.True(lease.BeganAfter(s_databaseTime.AddSeconds(-1)));
        Assert.False(lease.BeganAfter(done));
    }
}
