using System.Runtime.CompilerServices;
using Npgsql;

namespace RechargeSync.Core.Storage.Sql;

/// <summary>Reads a row's columns by their names: the order in which they were selected does not matter.</summary>
internal readonly struct NamedRow(NpgsqlDataReader reader)
{
    public T Value<T>(string column) => reader.GetFieldValue<T>(reader.GetOrdinal(column));

    /// <summary>A state or kind that is stored as a number.</summary>
    public T Number<T>(string column)
        where T : struct, Enum => Unsafe.BitCast<short, T>(Value<short>(column));

    public T? Optional<T>(string column)
        where T : class =>
        reader.GetOrdinal(column) is var at && reader.IsDBNull(at) ? null : reader.GetFieldValue<T>(at);

    public T? OptionalValue<T>(string column)
        where T : struct =>
        reader.GetOrdinal(column) is var at && reader.IsDBNull(at) ? null : reader.GetFieldValue<T>(at);
}
