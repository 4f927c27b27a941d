using System.Data;
using Npgsql;
using RechargeSync.Core.Hosting;

namespace RechargeSync.Core.Storage;

/// <summary>Table <c>charges</c>.</summary>
internal sealed class ChargeTable(NpgsqlDataSource database, WorkerName worker, TimeSpan lease, TimeProvider clock)
    : WorkTable<ChargeRow>(Sql, database, worker, lease, clock)
{
    public static WorkSql Sql { get; } = Statements("charges", "charge_id", WorkStep.ReadOrdersOfCharge);

    protected override NpgsqlParameter Keys(string name, WorkKey[] keys) =>
        new NpgsqlParameter<long[]>(name, Array.ConvertAll(keys, key => key.ChargeId));

    protected override WorkKey ReadKey(NpgsqlDataReader reader) =>
        WorkKey.Charge(reader.GetString("store"), reader.GetInt64("charge_id"));

    protected override WorkKey KeyOf(ChargeRow row) => WorkKey.Charge(row.Store, row.ChargeId);

    protected override long? PayloadOf(ChargeRow row) => row.PayloadInboxId;
}
