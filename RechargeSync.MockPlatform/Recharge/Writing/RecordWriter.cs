using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using RechargeSync.MockPlatform.Dispatch;
using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Recharge.Webhooks;
using RechargeSync.MockPlatform.State;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Recharge.Writing;

/// <summary>
/// Carries out a PUT: under the lock of the record's address, with <c>updated_at</c> moved on, and with the
/// <c>…/updated</c> event that Recharge sends back to whoever wrote.
/// </summary>
internal sealed class RecordWriter(
    MockState state,
    RecordReader reader,
    AddressLocks locks,
    CallCounters counters,
    WebhookDispatcher dispatcher,
    VirtualClock clock,
    TimeProvider time,
    IOptions<MockOptions> options
)
{
    public async Task<IResult> PutAsync(
        RechargeCall call,
        RecordKind kind,
        long id,
        JsonObject patch,
        CancellationToken cancellationToken
    )
    {
        var current = reader.Find(call.Store, kind, id);
        if (current is null || (kind == RecordKind.Charge && !call.Store.AcceptsChargeWrites))
        {
            return RechargeErrors.NotFound();
        }

        var errors = PatchRules.Check(kind, patch, call);
        if (errors.Count > 0)
        {
            return RechargeErrors.Invalid(errors);
        }

        RechargeRecord? written;
        using (var held = locks.TryEnter(call.Store.Name, LockOf(current)))
        {
            if (held is null)
            {
                counters.Conflicted();
                return RechargeErrors.InProgress();
            }

            await Task.Delay(options.Value.Recharge.WriteDuration, time, cancellationToken);
            written = Write(call.Store, kind, id, patch, call.Version, PatchRules.CarriesIds(patch));
        }

        if (written is null)
        {
            return RechargeErrors.NotFound();
        }

        dispatcher.Fire(
            new RechargeEvent(
                call.Store,
                kind == RecordKind.Order ? Topics.OrderUpdated : Topics.ChargeUpdated,
                written
            )
        );
        return RecordAnswer.One(written, call.Version);
    }

    /// <summary>Changes a record and moves its <c>updated_at</c> on; fires nothing.</summary>
    /// <returns>The new record, or null when there is none to change.</returns>
    public RechargeRecord? Write(
        Store store,
        RecordKind kind,
        long id,
        JsonObject patch,
        ApiVersion version,
        bool carriesIds = false
    )
    {
        var now = clock.Now;
        return state.Use(world =>
        {
            var table = world.Of(store).Table(kind);
            if (table.Find(id) is not { } record)
            {
                return null;
            }

            var written = record.Change(patch, version, now, carriesIds);
            table.Put(written);
            return written;
        });
    }

    // A record without an address has no siblings to collide with: it is locked alone, under a key no address has.
    private static long LockOf(RechargeRecord record) => record.Facts.AddressId ?? -record.Facts.Id;
}
