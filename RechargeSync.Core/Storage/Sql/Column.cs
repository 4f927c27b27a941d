using Npgsql;
using NpgsqlTypes;

namespace RechargeSync.Core.Storage.Sql;

/// <summary>A column as many rows are written at once: one array for all of them.</summary>
internal abstract class Column<TRow>(string name)
{
    public string Name => name;

    /// <summary>The column's values of rows, in their order, as the parameter of its own name.</summary>
    public abstract NpgsqlParameter Values(TRow[] rows);
}

/// <summary>The same with the type that is stored, so that no value is boxed.</summary>
internal sealed class Column<TRow, TStored>(string name, NpgsqlDbType type, Converter<TRow, TStored> value)
    : Column<TRow>(name)
{
    public override NpgsqlParameter Values(TRow[] rows) =>
        new NpgsqlParameter<TStored[]>(Name, NpgsqlDbType.Array | type) { TypedValue = Array.ConvertAll(rows, value) };
}
