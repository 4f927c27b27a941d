using Npgsql;

namespace RechargeSync.Core.Storage.Sql;

/// <summary>Reads a row's columns one after the other, in the order in which they were selected.</summary>
internal sealed class RowReader(NpgsqlDataReader reader)
{
    private int _column;

    public T Value<T>() => reader.GetFieldValue<T>(_column++);

    public T? Optional<T>()
        where T : class => reader.IsDBNull(_column++) ? null : reader.GetFieldValue<T>(_column - 1);

    public T? OptionalValue<T>()
        where T : struct => reader.IsDBNull(_column++) ? null : reader.GetFieldValue<T>(_column - 1);
}
