using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Inbox;

namespace RechargeSync.UnitTests.Inbox;

public sealed class RejectedDeliveriesTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Flood_of_one_kind_leaves_room_for_another()
    {
        var record = new RejectedDeliveries(_clock);
        Assert.Equal(RejectedDeliveries.PerSecond, Flood(record));
        for (var second = 1; second < 10; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            Flood(record);
        }

        Assert.Equal(0, Flood(record));
        record.Note(new RejectedDelivery("signature_expired", "default"));
        Assert.Equal("signature_expired", Assert.Single(Read(record)).Reason);

        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(RejectedDeliveries.PerSecond, Flood(record));
    }

    [Fact]
    public void Kind_has_no_more_than_its_share_of_a_minute()
    {
        var record = new RejectedDeliveries(_clock);
        var noted = 0;
        for (var second = 0; second < 60; second++)
        {
            noted += Flood(record);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(RejectedDeliveries.PerMinuteAndReason, noted);
    }

    private static int Flood(RejectedDeliveries record)
    {
        for (var i = 0; i < 100; i++)
        {
            record.Note(new RejectedDelivery("signature_wrong", "default"));
        }

        return Read(record).Count;
    }

    private static List<RejectedDelivery> Read(RejectedDeliveries record)
    {
        var noted = new List<RejectedDelivery>();
        while (record.Queue.TryRead(out var delivery))
        {
            noted.Add(delivery);
        }

        return noted;
    }
}
