using Microsoft.Extensions.Options;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Carts;

/// <summary>Table <c>carts</c>.</summary>
internal sealed class CartTable(
    NpgsqlDataSource database,
    WorkerName worker,
    IOptions<SyncOptions> options,
    TimeProvider clock
) : WorkTable<CartRow>(s_sql, s_own, database, worker, options, clock)
{
    private static readonly WorkColumn<CartRow>[] s_own =
    [
        WorkColumn.Of<CartRow, string?>("cart_id", NpgsqlDbType.Text, row => row.CartId),
        WorkColumn.Of<CartRow, DateTimeOffset?>("cleared_at", NpgsqlDbType.TimestampTz, row => row.ClearedAt),
    ];

    private static readonly WorkSql s_sql = new(
        "carts",
        "token",
        [.. s_own.Select(column => column.Name)],
        [("state", "0"), ("begun", Number(SyncAction.ClearCart)), ("attempts", "0")]
    );

    protected override NpgsqlParameter Keys(string name, WorkKey[] keys) =>
        new NpgsqlParameter<string[]>(name, Array.ConvertAll(keys, key => key.Token));

    protected override WorkKey ReadKey(RowReader row) => WorkKey.Checkout(row.Value<string>(), row.Value<string>());

    protected override CartRow ReadRow(RowReader row, WorkKey key) =>
        new()
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
            TraceParent = row.Optional<string>(),
            FirstAttempt = row.Optional<string>(),
            FinishedAt = row.OptionalValue<DateTimeOffset>(),
            RetryAt = row.OptionalValue<DateTimeOffset>(),
            Fence = row.Value<long>(),
            CreatedAt = row.Value<DateTimeOffset>(),
        };
}
