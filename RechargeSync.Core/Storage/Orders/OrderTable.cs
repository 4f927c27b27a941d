using System.Data;
using Npgsql;
using RechargeSync.Core.Hosting;

namespace RechargeSync.Core.Storage;

/// <summary>Table <c>orders</c>.</summary>
internal sealed class OrderTable(NpgsqlDataSource database, WorkerName worker, TimeSpan lease, TimeProvider clock)
    : WorkTable<OrderRow>(Sql, database, worker, lease, clock)
{
    public static WorkSql Sql { get; } = Statements("orders", "order_id", WorkStep.Push);

    protected override NpgsqlParameter Keys(string name, WorkKey[] keys) =>
        new NpgsqlParameter<long[]>(name, Array.ConvertAll(keys, key => key.OrderId));

    protected override WorkKey ReadKey(NpgsqlDataReader reader) =>
        WorkKey.Order(reader.GetString("store"), reader.GetInt64("order_id"));

    protected override WorkKey KeyOf(OrderRow row) => WorkKey.Order(row.Store, row.OrderId);

    protected override long? PayloadOf(OrderRow row) => row.PayloadInboxId;
}
