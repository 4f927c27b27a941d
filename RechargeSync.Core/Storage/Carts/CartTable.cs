using System.Data;
using Npgsql;
using RechargeSync.Core.Hosting;

namespace RechargeSync.Core.Storage;

/// <summary>Table <c>carts</c>.</summary>
internal sealed class CartTable(NpgsqlDataSource database, WorkerName worker, TimeSpan lease, TimeProvider clock)
    : WorkTable<CartRow>(Sql, database, worker, lease, clock)
{
    /// <summary>Which cart it was is gone, since who knows that may open it; that it was cleared stays.</summary>
    public const string Erase = "cart_id = NULL";

    public static WorkSql Sql { get; } = Statements("carts", "token", WorkStep.ClearCart);

    protected override NpgsqlParameter Keys(string name, WorkKey[] keys) =>
        new NpgsqlParameter<string[]>(name, Array.ConvertAll(keys, key => key.Token));

    protected override WorkKey ReadKey(NpgsqlDataReader reader) =>
        WorkKey.Checkout(reader.GetString("store"), reader.GetString("token"));

    protected override WorkKey KeyOf(CartRow row) => WorkKey.Checkout(row.Store, row.Token);
}
