using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;

namespace RechargeSync.Core.Sync;

/// <summary>Table <c>carts</c>.</summary>
internal sealed class CartTable(NpgsqlDataSource database, WorkerName worker, IOptions<SyncOptions> options, TimeProvider clock)
    : WorkTable<CartRow>(s_sql, database, worker, options, clock)
{
    private static readonly WorkSql s_sql = new(
        "carts", "token", ["cart_id", "cleared_at"], [("state", "0"), ("begun", "0"), ("attempts", "0")], payload: null);

    protected override NpgsqlParameter KeyParameter(WorkKey key) => new NpgsqlParameter<string>("key", key.Token);

    protected override WorkKey ReadKey(NpgsqlDataReader reader) => WorkKey.Checkout(reader.GetString(0), reader.GetString(1));

    protected override CartRow ReadRow(RowReader row, WorkKey key) => new()
    {
        Store = key.Store,
        Token = key.Token,
        CartId = row.Optional<string>(),
        ClearedAt = row.OptionalValue<DateTimeOffset>(),
        State = (WorkState)row.Value<short>(),
        Begun = (SyncAction)row.Value<short>(),
        Attempts = row.Value<int>(),
        Reason = row.Optional<string>(),
        FailingSince = row.OptionalValue<DateTimeOffset>(),
        RetryAt = row.OptionalValue<DateTimeOffset>(),
        TraceParent = row.Optional<string>(),
        FirstAttempt = row.Optional<string>(),
        FinishedAt = row.OptionalValue<DateTimeOffset>(),
        Fence = row.Value<long>(),
        CreatedAt = row.Value<DateTimeOffset>(),
    };

    protected override void AddOwn(ParameterList parameters, CartRow row)
    {
        parameters.Optional("cart_id", NpgsqlDbType.Text, row.CartId);
        parameters.Optional("cleared_at", NpgsqlDbType.TimestampTz, row.ClearedAt);
    }
}
