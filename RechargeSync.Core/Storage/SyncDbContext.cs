using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RechargeSync.Core.Storage.Reconciliation;

namespace RechargeSync.Core.Storage;

/// <summary>
/// The model of the database: its migrations, and reading for people. The hot paths use SQL of their own.
/// </summary>
internal sealed class SyncDbContext(DbContextOptions<SyncDbContext> options) : DbContext(options)
{
    public DbSet<InboxRow> Inbox => Set<InboxRow>();

    public DbSet<OrderRow> Orders => Set<OrderRow>();

    public DbSet<CartRow> Carts => Set<CartRow>();

    public DbSet<FailureRow> Failures => Set<FailureRow>();

    public DbSet<ActRow> Acts => Set<ActRow>();

    public DbSet<ReconciliationJobRow> ReconciliationJobs => Set<ReconciliationJobRow>();

    public DbSet<ReconciliationRunRow> ReconciliationRuns => Set<ReconciliationRunRow>();

    public DbSet<ReconciliationFindingRow> ReconciliationFindings => Set<ReconciliationFindingRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<InboxRow>(inbox =>
        {
            inbox.ToTable("inbox").HasKey(row => row.Id);
            inbox.Property(row => row.Id).UseIdentityAlwaysColumn();
            inbox.Property(row => row.ReceivedAt).HasDefaultValueSql("now()");
            inbox.Property(row => row.EnqueuedAt).HasDefaultValueSql("now()");
            inbox.Property(row => row.Sweeps).HasDefaultValue(0);
            inbox.HasIndex(row => new { row.Store, row.DedupeKey }).IsUnique().HasDatabaseName("inbox_dedupe");
            inbox.HasIndex(row => row.EnqueuedAt).HasFilter("finished_at IS NULL").HasDatabaseName("inbox_unfinished");
            inbox
                .HasIndex(row => new { row.Store, row.ResourceKey })
                .HasFilter("state = 0")
                .HasDatabaseName("inbox_unapplied");
            inbox.HasIndex(row => row.Id).HasFilter("state in (3, 4)").HasDatabaseName("inbox_refused");
        });

        modelBuilder.Entity<OrderRow>(orders =>
        {
            orders.ToTable("orders").HasKey(row => new { row.Store, row.OrderId });
            orders.Property(row => row.Status).HasDefaultValue("");
            orders.HasIndex(row => row.DueAt).HasFilter("due_at is not null").HasDatabaseName("orders_due");
            orders
                .HasIndex(row => new { row.Store, row.OrderId })
                .HasFilter("state = 4")
                .HasDatabaseName("orders_dead");
            orders
                .HasIndex(row => new { row.Store, row.ChargeId })
                .HasFilter("charge_id is not null")
                .HasDatabaseName("orders_charge");
        });

        modelBuilder.Entity<CartRow>(carts =>
        {
            carts.ToTable("carts").HasKey(row => new { row.Store, row.Token });
            carts.HasIndex(row => new { row.Store, row.Token }).HasFilter("state = 4").HasDatabaseName("carts_dead");
            carts.HasIndex(row => row.DueAt).HasFilter("due_at is not null").HasDatabaseName("carts_due");
        });

        modelBuilder.Entity<FailureRow>(failures =>
        {
            failures.ToTable("failures").HasKey(row => row.Id);
            failures.Property(row => row.Id).UseIdentityAlwaysColumn();
            failures.Property(row => row.FailedAt).HasDefaultValueSql("now()");
            failures.HasIndex(row => new { row.Store, row.ResourceKey }).HasDatabaseName("failures_resource");
        });

        modelBuilder.Entity<ActRow>(acts =>
        {
            acts.ToTable("acts").HasKey(row => row.Id);
            acts.Property(row => row.Id).UseIdentityAlwaysColumn();
            acts.Property(row => row.ActedAt).HasDefaultValueSql("now()");
            acts.HasIndex(row => new { row.Store, row.ResourceKey }).HasDatabaseName("acts_resource");
        });

        ReconciliationModel.Configure(modelBuilder);
        ConsoleModel.Configure(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(SnakeCase(property.Name));
        }
    }

    private static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 8);
        foreach (var letter in name)
        {
            if (char.IsAsciiLetterUpper(letter) && text.Length > 0)
            {
                text.Append('_');
            }

            text.Append(char.ToLower(letter, CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }
}
