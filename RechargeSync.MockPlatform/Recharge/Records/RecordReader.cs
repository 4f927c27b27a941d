using RechargeSync.MockPlatform.State;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Recharge.Records;

/// <summary>Finds what Recharge still serves: processed charges vanish after 90 days.</summary>
internal sealed class RecordReader(MockState state, VirtualClock clock)
{
    private static readonly TimeSpan ChargesServedFor = TimeSpan.FromDays(90);

    public bool IsServed(RechargeRecord record) =>
        record.Kind == RecordKind.Order
        || record.Facts.ProcessedAt is null
        || record.StoredAt >= clock.Now - ChargesServedFor;

    public RechargeRecord? Find(Store store, RecordKind kind, long id)
    {
        var record = state.Use(world => world.Of(store).Table(kind).Find(id));
        return record is not null && IsServed(record) ? record : null;
    }
}
