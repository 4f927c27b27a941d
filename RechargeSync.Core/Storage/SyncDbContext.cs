using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// The one description of the database: its migrations are made of it, and people's queries go through it. The hot
/// paths start without it: their <see cref="RowShape{TRow}"/> knows the same columns from the rows, and tests hold the
/// two together.
/// </summary>
internal sealed class SyncDbContext(DbContextOptions<SyncDbContext> options) : DbContext(options)
{
    /// <summary>The dead share of a table that has Postgres clean it up.</summary>
    private const double QueueVacuum = 0.01;

    public DbSet<DeliveryRow> Deliveries => Set<DeliveryRow>();

    public DbSet<OrderRow> Orders => Set<OrderRow>();

    public DbSet<CartRow> Carts => Set<CartRow>();

    public DbSet<ChargeRow> Charges => Set<ChargeRow>();

    public DbSet<ServedStoreRow> Stores => Set<ServedStoreRow>();

    public DbSet<StorePauseRow> StorePauses => Set<StorePauseRow>();

    public DbSet<LateWriteRow> LateWrites => Set<LateWriteRow>();

    public DbSet<LineageRow> Lineage => Set<LineageRow>();

    public DbSet<FailedAttemptRow> FailedAttempts => Set<FailedAttemptRow>();

    public DbSet<AuditEntryRow> AuditLog => Set<AuditEntryRow>();

    public DbSet<SessionRow> Sessions => Set<SessionRow>();

    public DbSet<FormKeyRow> FormKeys => Set<FormKeyRow>();

    public DbSet<RetentionRow> Retention => Set<RetentionRow>();

    public DbSet<BulkJobRow> BulkJobs => Set<BulkJobRow>();

    public DbSet<ReconciliationJobRow> ReconciliationJobs => Set<ReconciliationJobRow>();

    public DbSet<ReconciliationRunRow> ReconciliationRuns => Set<ReconciliationRunRow>();

    public DbSet<ReconciliationFindingRow> ReconciliationFindings => Set<ReconciliationFindingRow>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<DeliveryRow>(Configure);
        modelBuilder.Entity<OrderRow>(Configure);
        modelBuilder.Entity<CartRow>(Configure);
        modelBuilder.Entity<ChargeRow>(Configure);
        modelBuilder.Entity<ServedStoreRow>(stores =>
        {
            stores.ToTable("stores").HasKey(row => row.Name);
            stores.Property(row => row.RefusalTold).HasDefaultValue(false);
        });
        modelBuilder.Entity<StorePauseRow>(pauses =>
            pauses.ToTable("store_pauses").HasKey(row => new { row.Store, row.Side })
        );
        modelBuilder.Entity<LateWriteRow>(late =>
            late.ToTable("late_writes")
                .HasKey(row => new
                {
                    row.Store,
                    row.OrderId,
                    row.Step,
                })
        );
        modelBuilder.Entity<LineageRow>(lineage =>
        {
            lineage.ToTable("lineage").HasKey(row => row.Id);
            lineage.Property(row => row.Id).ValueGeneratedNever();
        });
        modelBuilder.Entity<FailedAttemptRow>(Configure);
        modelBuilder.Entity<AuditEntryRow>(Configure);
        modelBuilder.Entity<SessionRow>(sessions => sessions.ToTable("console_sessions").HasKey(row => row.TokenHash));
        modelBuilder.Entity<FormKeyRow>(Configure);
        modelBuilder.Entity<RetentionRow>(Configure);
        modelBuilder.Entity<BulkJobRow>(Configure);
        ReconciliationModel.Configure(modelBuilder);
        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(entity => entity.GetProperties()))
        {
            property.SetColumnName(ColumnName.Of(property.Name));
        }
    }

    private static void Configure(EntityTypeBuilder<DeliveryRow> inbox)
    {
        inbox.ToTable("inbox").HasKey(row => row.Id);
        Queue(inbox);

        // Bodies are in a table of their own, which is deleted from with the rows.
        inbox.HasStorageParameter("toast.autovacuum_vacuum_scale_factor", QueueVacuum);
        inbox.Property(row => row.Id).UseIdentityAlwaysColumn();
        inbox.Property(row => row.ReceivedAt).HasDefaultValueSql("now()");
        inbox.Property(row => row.EnqueuedAt).HasDefaultValueSql("now()");
        inbox.Property(row => row.Sweeps).HasDefaultValue(0);
        inbox.HasIndex(row => new { row.Store, row.DedupeKey }).IsUnique().HasDatabaseName("inbox_dedupe");

        // Two indexes of what is unfinished, under two conditions: each statement has just one that fits. Under one
        // condition both look equally short to a planner that believes that nothing is unfinished.
        inbox.HasIndex(row => row.EnqueuedAt).HasFilter("finished_at IS NULL").HasDatabaseName("inbox_unfinished");
        inbox
            .HasIndex(row => new { row.Store, row.ResourceKey })
            .HasFilter(DeliverySql.IsWaiting)
            .HasDatabaseName("inbox_unapplied");
        inbox.HasIndex(row => row.Id).HasFilter(DeliverySql.IsRefused).HasDatabaseName("inbox_refused");

        // An order's deliveries; a row enters it only once it is applied, so acceptance does not pay for it.
        inbox
            .HasIndex(row => new { row.Store, row.ResourceKey }, "inbox_applied")
            .HasFilter($"state <> {DeliveryState.Received.Sql()}");

        // Bodies that were old enough to be erased and still needed: few, and no row is born into these.
        inbox.HasIndex(row => row.KeepUntil).HasFilter("keep_until is not null").HasDatabaseName("inbox_kept");
        inbox
            .HasIndex(row => row.Id, "inbox_kept_oldest")
            .HasFilter("keep_until is not null")
            .HasDatabaseName("inbox_kept_oldest");
    }

    // What people look by holds orders at rest alone, so that a row enters each index once and not with every step;
    // those on their way are in orders_due_by_store.
    private static void Configure(EntityTypeBuilder<OrderRow> orders)
    {
        orders.ToTable("orders").HasKey(row => new { row.Store, row.OrderId });
        Queue(orders);
        orders.Property(row => row.Status).HasDefaultValue("");
        orders.Property(row => row.SourceUpdatedAtIsInstant).HasDefaultValue(false);
        orders.Property(row => row.SourceUpdatedSlack).HasDefaultValue(TimeSpan.Zero);
        orders.Property(row => row.Standing).HasDefaultValue(OrderStanding.Open);
        orders.Property(row => row.Adopted).HasDefaultValue(false);
        orders.Property(row => row.Released).HasDefaultValue(false);
        orders.Property(row => row.UpdateVersion).HasDefaultValue(0L);
        orders.Property(row => row.IsBackfill).HasDefaultValue(false);
        orders
            .HasIndex(row => new { row.Store, row.OrderId })
            .HasFilter($"state = {WorkState.Dead.Sql()}")
            .HasDatabaseName("orders_dead");
        orders
            .HasIndex(row => new { row.Store, row.ChargeId })
            .HasFilter("charge_id is not null")
            .HasDatabaseName("orders_charge");

        // Search by the platform's id, and by its number where that is another.
        orders
            .HasIndex(row => row.PlatformOrderId)
            .HasFilter("due_at is null and platform_order_id is not null")
            .HasDatabaseName("orders_platform");
        orders
            .HasIndex(row => row.PlatformOrderNumber)
            .HasFilter("due_at is null and platform_order_number <> platform_order_id")
            .HasDatabaseName("orders_platform_number");

        // A person's orders, when they are to be erased; those under way are in orders_due_by_store.
        orders
            .HasIndex(row => new { row.Store, row.CustomerId })
            .HasFilter("due_at is null and customer_id is not null")
            .HasDatabaseName("orders_customer");
        orders.OwnsOne(
            row => row.Work,
            work =>
            {
                Configure(work, "orders", nameof(OrderRow.OrderId));

                // Orders that wait or are ignored, which no order enters that simply is done.
                work.HasIndex(nameof(OrderRow.Store), nameof(WorkItem.State), nameof(OrderRow.OrderId))
                    .HasFilter($"state in ({WorkState.Waiting.Sql()}, {WorkState.Ignored.Sql()}) and due_at is null")
                    .HasDatabaseName("orders_resting");

                // What bulk jobs gave back and is on its way.
                work.HasIndex(nameof(OrderRow.Store))
                    .HasFilter("is_backfill and due_at is not null")
                    .HasDatabaseName("orders_backfill");

                // What changed in the last seconds; of its kind, which holds one entry for many pages.
                work.HasIndex(row => row.UpdatedAt)
                    .HasMethod("brin")
                    .HasStorageParameter("autosummarize", true)
                    .HasDatabaseName("orders_changed");
            }
        );
        orders.Navigation(row => row.Work).IsRequired();
    }

    private static void Configure(EntityTypeBuilder<CartRow> carts)
    {
        carts.ToTable("carts").HasKey(row => new { row.Store, row.Token });
        Queue(carts);
        carts
            .HasIndex(row => new { row.Store, row.Token })
            .HasFilter($"state = {WorkState.Dead.Sql()}")
            .HasDatabaseName("carts_dead");
        carts
            .HasIndex(row => new { row.Store, row.ChargeId })
            .HasFilter("charge_id is not null")
            .HasDatabaseName("carts_charge");
        carts.OwnsOne(row => row.Work, work => Configure(work, "carts", nameof(CartRow.Token)));
        carts.Navigation(row => row.Work).IsRequired();
    }

    private static void Configure(EntityTypeBuilder<ChargeRow> charges)
    {
        charges.ToTable("charges").HasKey(row => new { row.Store, row.ChargeId });
        Queue(charges);
        charges
            .HasIndex(row => new { row.Store, row.ChargeId })
            .HasFilter($"state = {WorkState.Dead.Sql()}")
            .HasDatabaseName("charges_dead");
        charges.OwnsOne(row => row.Work, work => Configure(work, "charges", nameof(ChargeRow.ChargeId)));
        charges.Navigation(row => row.Work).IsRequired();
    }

    // In the row's own table, under the row's own key. A claim gives a new row the lease and an intent; whatever else
    // must not be null has a default.
    private static void Configure<TRow>(OwnedNavigationBuilder<TRow, WorkItem> work, string table, string key)
        where TRow : class, IWorkRow<TRow>
    {
        work.ToTable(table);
        work.WithOwner().HasForeignKey(nameof(IWorkRow<TRow>.Store), key);
        work.HasKey(nameof(IWorkRow<TRow>.Store), key);
        work.Property(row => row.State).HasDefaultValue(WorkState.Waiting);
        work.Property(row => row.Attempts).HasDefaultValue(0);

        // By store, as each store is asked for what of it is due. On the time alone, Postgres combines the index with
        // all that the store has in the primary key, wherever it has no statistics yet.
        work.HasIndex(nameof(IWorkRow<TRow>.Store), nameof(WorkItem.DueAt))
            .HasFilter("due_at is not null")
            .HasDatabaseName($"{table}_due_by_store");
    }

    private static void Configure(EntityTypeBuilder<FailedAttemptRow> attempts)
    {
        attempts.ToTable("failed_attempts").HasKey(row => row.Id);
        attempts.HasStorageParameter("autovacuum_vacuum_scale_factor", QueueVacuum);
        attempts.Property(row => row.Id).UseIdentityAlwaysColumn();
        attempts.Property(row => row.FailedAt).HasDefaultValueSql("now()");
        attempts.HasIndex(row => new { row.Store, row.ResourceKey }).HasDatabaseName("failed_attempts_resource");
    }

    private static void Configure(EntityTypeBuilder<AuditEntryRow> entries)
    {
        entries.ToTable("audit_log").HasKey(row => row.Id);
        entries.Property(row => row.Id).UseIdentityAlwaysColumn();
        entries.Property(row => row.RecordedAt).HasDefaultValueSql("now()");
        entries.HasIndex(row => new { row.Store, row.ResourceKey }).HasDatabaseName("audit_log_resource");
    }

    private static void Configure(EntityTypeBuilder<FormKeyRow> keys)
    {
        keys.ToTable("form_keys").HasKey(row => row.Id);
        keys.Property(row => row.Id).UseIdentityAlwaysColumn();
        keys.Property(row => row.CreatedAt).HasDefaultValueSql("now()");
    }

    private static void Configure(EntityTypeBuilder<RetentionRow> retention)
    {
        retention.ToTable("retention").HasKey(row => row.Name);
        retention.Property(row => row.Position).HasDefaultValue(0L);
    }

    private static void Configure(EntityTypeBuilder<BulkJobRow> jobs)
    {
        jobs.ToTable("bulk_jobs").HasKey(row => row.Id);
        jobs.Property(row => row.Id).UseIdentityAlwaysColumn();
        jobs.Property(row => row.Done).HasDefaultValue(0);
        jobs.Property(row => row.Stage).HasDefaultValue((short)0);
        jobs.Property(row => row.PacedTo).HasDefaultValueSql("now()");
        jobs.Property(row => row.CreatedAt).HasDefaultValueSql("now()");
        jobs.Property(row => row.Fence).HasDefaultValue(0L);
        jobs.Property(row => row.DueAt).HasDefaultValueSql("now()");
        jobs.Property(row => row.Attempts).HasDefaultValue(0);
        jobs.HasIndex(row => row.DueAt).HasFilter("finished_at is null").HasDatabaseName("bulk_jobs_due");
    }

    // Each row is written anew a few times within seconds, and never again: room on its page lets it stay there, which
    // leaves a smaller table. Postgres would clean up only once a fifth of a table that keeps years is dead; the dead
    // ones of a queue stand where its next look begins.
    private static void Queue<TRow>(EntityTypeBuilder<TRow> rows)
        where TRow : class
    {
        rows.HasStorageParameter("fillfactor", 80);
        rows.HasStorageParameter("autovacuum_vacuum_scale_factor", QueueVacuum);
        rows.HasStorageParameter("autovacuum_vacuum_threshold", 1000);
        rows.HasStorageParameter("autovacuum_analyze_scale_factor", QueueVacuum);
    }
}
