using System.Reflection;
using System.Runtime.CompilerServices;
using Npgsql;
using NpgsqlTypes;

namespace RechargeSync.Core.Storage.Sql;

/// <summary>
/// A table's columns, for the statements that are too hot for EF: which there are, how each is written, and how a row
/// is read. Made of the row's own properties, without EF, whose model costs a service of the hot path a third of its
/// start: a new property is a new column of both.
/// </summary>
internal sealed class RowShape<TRow>
    where TRow : class
{
    private static readonly MethodInfo s_number = Method(nameof(Number));
    private static readonly MethodInfo s_numberOrNull = Method(nameof(NumberOrNull));

    private readonly string[] _names;

    /// <param name="leftOut">Columns that the statements keep to themselves: neither read nor written.</param>
    public RowShape(params IEnumerable<string> leftOut)
    {
        Columns =
        [
            .. Properties(typeof(TRow))
                .SelectMany(property =>
                    property.PropertyType == typeof(WorkItem)
                        ? Properties(typeof(WorkItem)).Select(member => ColumnOf(member, property))
                        : [ColumnOf(property, work: null)]
                )
                .ExceptBy(leftOut, column => column.Name, StringComparer.Ordinal),
        ];
        _names = [.. Columns.Select(column => column.Name)];
    }

    public IReadOnlyList<Column<TRow>> Columns { get; }

    /// <summary>The columns' names, as a statement lists them.</summary>
    public string Names => string.Join(", ", _names);

    /// <summary>The parameters that <see cref="Columns"/> make, in the same order.</summary>
    public string Parameters => string.Join(", ", _names.Select(name => "@" + name));

    /// <summary>The columns as a statement selects them.</summary>
    public string Select(string table) => string.Join(", ", _names.Select(name => $"{table}.{name}"));

    /// <summary>Where a result has the columns, found by their names; the same for all of its rows.</summary>
    public int[] Find(NpgsqlDataReader reader) => Array.ConvertAll(_names, reader.GetOrdinal);

    /// <summary>Reads the row at which a result stands.</summary>
    public TRow Read(NpgsqlDataReader reader, int[] found)
    {
        var row = Activator.CreateInstance<TRow>();
        for (var i = 0; i < found.Length; i++)
        {
            Columns[i].Read(reader, found[i], row);
        }

        return row;
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    private static MethodInfo Method(string name) =>
        typeof(RowShape<TRow>).GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!;

    private static Column<TRow> ColumnOf(PropertyInfo property, PropertyInfo? work)
    {
        var type = property.PropertyType;
        return type == typeof(string) ? Plain<string?>(NpgsqlDbType.Text)
            : type == typeof(byte[]) ? Plain<byte[]?>(NpgsqlDbType.Bytea)
            : type == typeof(bool) ? Plain<bool>(NpgsqlDbType.Boolean)
            : type == typeof(bool?) ? OrNull<bool>(NpgsqlDbType.Boolean)
            : type == typeof(short) ? Plain<short>(NpgsqlDbType.Smallint)
            : type == typeof(int) ? Plain<int>(NpgsqlDbType.Integer)
            : type == typeof(long) ? Plain<long>(NpgsqlDbType.Bigint)
            : type == typeof(long?) ? OrNull<long>(NpgsqlDbType.Bigint)
            : type == typeof(decimal?) ? OrNull<decimal>(NpgsqlDbType.Numeric)
            : type == typeof(DateTimeOffset) ? Plain<DateTimeOffset>(NpgsqlDbType.TimestampTz)
            : type == typeof(DateTimeOffset?) ? OrNull<DateTimeOffset>(NpgsqlDbType.TimestampTz)
            : type == typeof(TimeSpan) ? Plain<TimeSpan>(NpgsqlDbType.Interval)
            : type.IsEnum ? Enumerated(s_number, type)
            : Nullable.GetUnderlyingType(type) is { IsEnum: true } optional ? Enumerated(s_numberOrNull, optional)
            : throw new NotSupportedException($"{typeof(TRow).Name}.{property.Name}: no column is of {type}.");

        Column<TRow> Plain<T>(NpgsqlDbType stored) =>
            new Column<TRow, T, T>(
                ColumnName.Of(property.Name),
                stored,
                Member<TRow, T>.Of(property, work),
                value => value,
                (reader, i) => default(T) is null && reader.IsDBNull(i) ? default! : reader.GetFieldValue<T>(i)
            );

        Column<TRow> OrNull<T>(NpgsqlDbType stored)
            where T : struct =>
            new Column<TRow, T?, T?>(
                ColumnName.Of(property.Name),
                stored,
                Member<TRow, T?>.Of(property, work),
                value => value,
                (reader, i) => reader.IsDBNull(i) ? null : reader.GetFieldValue<T>(i)
            );

        Column<TRow> Enumerated(MethodInfo make, Type enumeration) =>
            (Column<TRow>)make.MakeGenericMethod(enumeration).Invoke(null, [property, work])!;
    }

    // An enum is stored as its number, and all of ours are as wide as a smallint.
    private static Column<TRow, TEnum, short> Number<TEnum>(PropertyInfo property, PropertyInfo? work)
        where TEnum : struct, Enum =>
        new(
            ColumnName.Of(property.Name),
            NpgsqlDbType.Smallint,
            Member<TRow, TEnum>.Of(property, work),
            Unsafe.BitCast<TEnum, short>,
            (reader, i) => Unsafe.BitCast<short, TEnum>(reader.GetInt16(i))
        );

    private static Column<TRow, TEnum?, short?> NumberOrNull<TEnum>(PropertyInfo property, PropertyInfo? work)
        where TEnum : struct, Enum =>
        new(
            ColumnName.Of(property.Name),
            NpgsqlDbType.Smallint,
            Member<TRow, TEnum?>.Of(property, work),
            value => value is { } number ? Unsafe.BitCast<TEnum, short>(number) : null,
            (reader, i) => reader.IsDBNull(i) ? null : Unsafe.BitCast<short, TEnum>(reader.GetInt16(i))
        );
}
