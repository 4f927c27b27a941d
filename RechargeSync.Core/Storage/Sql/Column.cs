using NpgsqlTypes;

namespace RechargeSync.Core.Work;

/// <summary>A column as many rows are written at once: one array for all of them.</summary>
/// <param name="Name">The column.</param>
/// <param name="Type">Its type.</param>
/// <param name="Values">The column's values of rows, in their order.</param>
internal sealed record WorkColumn<TRow>(string Name, NpgsqlDbType Type, Func<TRow[], Array> Values);

/// <summary>Makes columns.</summary>
internal static class WorkColumn
{
    public static WorkColumn<TRow> Of<TRow, TValue>(string name, NpgsqlDbType type, Func<TRow, TValue> value) =>
        new(name, type, rows => Array.ConvertAll(rows, row => value(row)));
}
