using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

/// <summary>
/// The statements of the hot paths know the columns from the rows, EF's model knows them too: a new one takes part in
/// claims and saves without being told to them.
/// </summary>
[Collection(UsesServers.Name)]
public sealed class RowShapeTests(Servers servers)
{
    // The statements' own: who has the lease, until when, and since when the row is as it is.
    private static readonly string[] s_ofTheLease =
    [
        nameof(WorkItem.LeaseOwner),
        nameof(WorkItem.DueAt),
        nameof(WorkItem.UpdatedAt),
    ];

    // Given by the table: a save names them, and cannot change them.
    private static readonly string[] s_ofTheRow =
    [
        nameof(OrderRow.Store),
        nameof(OrderRow.OrderId),
        nameof(CartRow.Token),
        nameof(ChargeRow.ChargeId),
        nameof(WorkItem.CreatedAt),
        nameof(WorkItem.Fence),
    ];

    [Fact]
    public async Task Every_column_of_an_order_is_saved_and_comes_back()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var table = Tables.Orders(database.Source, "one");
        await CheckAsync(database, table, WorkKey.Order("default", 7));
    }

    [Fact]
    public async Task Every_column_of_a_cart_is_saved_and_comes_back()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var table = Tables.Carts(database.Source, "one");
        await CheckAsync(database, table, WorkKey.Checkout("default", "t"));
    }

    [Fact]
    public async Task Every_column_of_a_charge_is_saved_and_comes_back()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var table = Tables.Charges(database.Source, "one");
        await CheckAsync(database, table, WorkKey.Charge("default", 7));
    }

    /// <summary>LINQ reads one table: the work is columns beside the facts.</summary>
    [Fact]
    public async Task Work_is_read_from_the_row_s_own_table()
    {
        await using var context = new SyncDbContextFactory().CreateDbContext([]);
        var query = context
            .Orders.AsNoTracking()
            .Where(order => order.Work.State == WorkState.Dead && order.Work.DueAt == null)
            .OrderBy(order => order.Work.FinishedAt);
        var sql = query.ToQueryString();
        Assert.DoesNotContain("JOIN", sql, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("WHERE o.state = 4 AND o.due_at IS NULL", sql, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Order_that_a_save_wrote_is_the_order_that_LINQ_reads()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var table = Tables.Orders(database.Source, "one");
        var key = WorkKey.Order("default", 7);
        await database.DeliverAsync(key, [1]);
        await table.SaveAsync(key, Filled((await table.ClaimAsync(key))!.Row));
        await using var context = Schema.Context(database.Source);
        var read = await context.Orders.AsNoTracking().SingleAsync();
        Assert.NotEqual(default, read.Work.UpdatedAt);
        Assert.Equal(
            (await table.ClaimAsync(key))!.Row.Work with
            {
                Fence = 1,
            },
            read.Work with
            {
                LeaseOwner = null,
                DueAt = null,
                UpdatedAt = default,
            }
        );
    }

    [Fact]
    public void Hot_statements_have_the_columns_of_the_model()
    {
        Assert.Equal(Modelled<OrderRow>(), Known<OrderRow>());
        Assert.Equal(Modelled<CartRow>(), Known<CartRow>());
        Assert.Equal(Modelled<ChargeRow>(), Known<ChargeRow>());
        Assert.Equal(Modelled<DeliveryRow>(), Known<DeliveryRow>());
        Assert.Equal(Modelled<BulkJobRow>(), Known<BulkJobRow>());
    }

    private static SortedSet<string> Known<TRow>()
        where TRow : class =>
        [
            .. new RowShape<TRow>().Columns.Select(column =>
                $"{column.Name} {column.Values([]).NpgsqlDbType & ~NpgsqlDbType.Array}"
            ),
        ];

    private static SortedSet<string> Modelled<TRow>()
        where TRow : class
    {
        var entity = SyncModelEntity<TRow>();
        var properties = entity
            .GetNavigations()
            .Select(navigation => navigation.TargetEntityType)
            .Append(entity)
            .SelectMany(type => type.GetProperties())
            .Where(property => !property.IsShadowProperty());
        return
        [
            .. properties.Select(property =>
                $"{property.GetColumnName()} "
                + new NpgsqlParameter { DataTypeName = property.GetColumnType() }.NpgsqlDbType
            ),
        ];
    }

    private static async Task CheckAsync<TRow>(TestDatabase database, IWorkTable<TRow> table, WorkKey key)
        where TRow : class, IWorkRow<TRow>
    {
        await database.DeliverAsync(key, [1]);
        var before = (await table.ClaimAsync(key))!.Row;
        var saved = Filled(before);
        await table.SaveAsync(key, saved);
        var after = (await table.ClaimAsync(key))!.Row;
        Assert.Equal(Values(saved.With(saved.Work with { Fence = 2 })), Values(after));

        // All of them are told to EF, so that the values above are those of all columns.
        var type = SyncModelEntity<TRow>();
        var mapped =
            type.GetProperties().Count() + type.FindNavigation("Work")!.TargetEntityType.GetProperties().Count() - 2;
        Assert.Equal(mapped - s_ofTheLease.Length, Values(saved).Count);
    }

    private static Microsoft.EntityFrameworkCore.Metadata.IEntityType SyncModelEntity<TRow>()
    {
        using var context = new SyncDbContextFactory().CreateDbContext([]);
        return context.Model.FindEntityType(typeof(TRow))!;
    }

    private static List<string> Values<TRow>(TRow row)
        where TRow : class, IWorkRow<TRow> =>
        [
            .. Properties(typeof(TRow))
                .Where(property => property.Name != "Work")
                .Select(property => Text(property, row)),
            .. Properties(typeof(WorkItem))
                .Where(property => !s_ofTheLease.Contains(property.Name, StringComparer.Ordinal))
                .Select(property => Text(property, row.Work)),
        ];

    private static string Text(PropertyInfo property, object row)
    {
        var value = property.GetValue(row);
        return value switch
        {
            byte[] bytes => $"{property.Name} {Convert.ToHexString(bytes)}",
            DateTimeOffset time => $"{property.Name} {time.UtcTicks}",
            _ => $"{property.Name} {value}",
        };
    }

    // Each settable property that is not given by the table gets a value that no other one has.
    private static TRow Filled<TRow>(TRow row)
        where TRow : class, IWorkRow<TRow>
    {
        var number = 1;
        var work = row.Work with { };
        Fill(work);
        var filled = row.With(work);
        Fill(filled);
        return filled;

        void Fill(object target)
        {
            foreach (
                var property in Properties(target.GetType())
                    .Where(property => !s_ofTheRow.Contains(property.Name, StringComparer.Ordinal))
                    .Where(property => !s_ofTheLease.Contains(property.Name, StringComparer.Ordinal))
                    .Where(property => property.Name != "Work")
            )
            {
                property.SetValue(target, Distinct(property.PropertyType, ++number));
            }
        }
    }

    private static object Distinct(Type type, int number)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        return type == typeof(string) ? $"text {number}"
            : type == typeof(byte[]) ? new byte[] { (byte)number }
            : type == typeof(bool) ? true
            : type == typeof(DateTimeOffset) ? new DateTimeOffset(2026, 3, 2, 14, number, 0, TimeSpan.Zero)
            : type == typeof(WorkState) ? WorkState.Dead
            : type == typeof(WorkStep) ? WorkStep.ReadCharge
            : type == typeof(StoreSide) ? StoreSide.Platform
            : type == typeof(OrderStanding) ? (OrderStanding)((number % 4) + 1)
            : type == typeof(TimeSpan) ? TimeSpan.FromMinutes(number)
            : Convert.ChangeType(number, type, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);
}
