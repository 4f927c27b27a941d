using Npgsql;
using NpgsqlTypes;

namespace RechargeSync.Core.Storage.Sql;

/// <summary>A column as the statements of the hot paths write and read it.</summary>
internal abstract class Column<TRow>(string name)
{
    public string Name => name;

    /// <summary>
    /// The column's values of rows, in their order, as the parameter of its own name: one array for all.
    /// </summary>
    public abstract NpgsqlParameter Values(TRow[] rows);

    /// <summary>Gives a row that was just made the value at which a result stands.</summary>
    public abstract void Read(NpgsqlDataReader reader, int ordinal, TRow row);
}

/// <summary>The same with the type of its values and the one that is stored, so that none is boxed.</summary>
internal sealed class Column<TRow, TValue, TStored>(
    string name,
    NpgsqlDbType type,
    Member<TRow, TValue> member,
    Converter<TValue, TStored> store,
    Func<NpgsqlDataReader, int, TValue> read
) : Column<TRow>(name)
{
    public override NpgsqlParameter Values(TRow[] rows) =>
        new NpgsqlParameter<TStored[]>(Name, NpgsqlDbType.Array | type)
        {
            TypedValue = Array.ConvertAll(rows, row => store(member.Get(row))),
        };

    public override void Read(NpgsqlDataReader reader, int ordinal, TRow row) =>
        member.Set(row, read(reader, ordinal));
}
