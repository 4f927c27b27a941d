using System.Linq.Expressions;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using NpgsqlTypes;

namespace RechargeSync.Core.Storage.Sql;

/// <summary>
/// A table's columns, for the statements that are too hot for EF: which there are, how each is written, and how a row
/// is read. Made once of EF's model, and compiled, so that a new column has to be told to the model alone.
/// </summary>
internal sealed class RowShape<TRow>
    where TRow : class
{
    private readonly string[] _names;
    private readonly Func<NpgsqlDataReader, int[], TRow> _read;

    /// <param name="leftOut">Columns that the statements keep to themselves: neither read nor written.</param>
    public RowShape(params IEnumerable<string> leftOut)
    {
        var entity = SyncModel.Instance.FindEntityType(typeof(TRow))!;
        Table = entity.GetTableName()!;
        Key = [.. entity.FindPrimaryKey()!.Properties.Select(property => property.GetColumnName())];
        Member[] members =
        [
            .. MembersOf(entity, owner: null).ExceptBy(leftOut, member => member.Name, StringComparer.Ordinal),
        ];
        _names = [.. members.Select(member => member.Name)];
        Columns = [.. members.Select(ColumnOf)];
        _read = Reader(members);
    }

    /// <summary>The table's name.</summary>
    public string Table { get; }

    /// <summary>The names of the primary key's columns.</summary>
    public IReadOnlyList<string> Key { get; }

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
    public TRow Read(NpgsqlDataReader reader, int[] found) => _read(reader, found);

    private static IEnumerable<Member> MembersOf(IEntityType entity, PropertyInfo? owner) =>
        entity
            .GetProperties()
            .Where(property => !property.IsShadowProperty())
            .Select(property => new Member(
                property.GetColumnName(),
                new NpgsqlParameter { DataTypeName = property.GetColumnType() }.NpgsqlDbType,
                property.IsNullable,
                property.PropertyInfo!,
                owner
            ))
            .Concat(
                entity
                    .GetNavigations()
                    .Where(navigation => navigation.TargetEntityType.IsOwned() && !navigation.IsOnDependent)
                    .SelectMany(navigation => MembersOf(navigation.TargetEntityType, navigation.PropertyInfo))
            );

    private static Column<TRow> ColumnOf(Member member)
    {
        var row = Expression.Parameter(typeof(TRow));
        var holder = member.Owner is null ? (Expression)row : Expression.Property(row, member.Owner);
        var value = Expression.Convert(Expression.Property(holder, member.Property), member.Stored);
        var converter = Expression
            .Lambda(typeof(Converter<,>).MakeGenericType(typeof(TRow), member.Stored), value, row)
            .Compile();
        return (Column<TRow>)
            Activator.CreateInstance(
                typeof(Column<,>).MakeGenericType(typeof(TRow), member.Stored),
                member.Name,
                member.Type,
                converter
            )!;
    }

    private static Func<NpgsqlDataReader, int[], TRow> Reader(Member[] members)
    {
        var reader = Expression.Parameter(typeof(NpgsqlDataReader));
        var found = Expression.Parameter(typeof(int[]));
        var values = members
            .Select(
                (member, i) => (member.Owner, Bind: (MemberBinding)Expression.Bind(member.Property, Value(member, i)))
            )
            .ToLookup(value => value.Owner, value => value.Bind);
        var owned = values
            .Where(group => group.Key is not null)
            .Select(group => Expression.Bind(group.Key!, New(group.Key!.PropertyType, group)));
        return Expression
            .Lambda<Func<NpgsqlDataReader, int[], TRow>>(New(typeof(TRow), values[null].Concat(owned)), reader, found)
            .Compile();

        static MemberInitExpression New(Type type, IEnumerable<MemberBinding> bindings) =>
            Expression.MemberInit(Expression.New(type), bindings);

        Expression Value(Member member, int i)
        {
            var at = Expression.ArrayIndex(found, Expression.Constant(i));
            var stored = Nullable.GetUnderlyingType(member.Stored) ?? member.Stored;
            var type = member.Property.PropertyType;
            Expression value = Expression.Call(reader, nameof(NpgsqlDataReader.GetFieldValue), [stored], at);
            value = Expression.Convert(Expression.Convert(value, Nullable.GetUnderlyingType(type) ?? type), type);
            return member.IsNullable
                ? Expression.Condition(
                    Expression.Call(reader, nameof(NpgsqlDataReader.IsDBNull), null, at),
                    Expression.Default(member.Property.PropertyType),
                    value
                )
                : value;
        }
    }

    private sealed record Member(
        string Name,
        NpgsqlDbType Type,
        bool IsNullable,
        PropertyInfo Property,
        PropertyInfo? Owner
    )
    {
        /// <summary>What Postgres gets: an enum is stored as its number.</summary>
        public Type Stored
        {
            get
            {
                var type = Property.PropertyType;
                return type.IsEnum ? Enum.GetUnderlyingType(type)
                    : Nullable.GetUnderlyingType(type) is { IsEnum: true } optional
                        ? typeof(Nullable<>).MakeGenericType(Enum.GetUnderlyingType(optional))
                    : type;
            }
        }
    }
}

/// <summary>EF's model without a database.</summary>
internal static class SyncModel
{
    public static IModel Instance { get; } = Build();

    private static IModel Build()
    {
        using var context = new SyncDbContextFactory().CreateDbContext([]);
        return context.Model;
    }
}
