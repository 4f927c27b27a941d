using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RechargeSync.Core.Storage.Migrations;

/// <summary>
/// The model after the newest migration, written out on its own so that a test can tell a model change that lacks its
/// migration.
/// </summary>
[DbContext(typeof(SyncDbContext))]
internal sealed class SyncDbContextModelSnapshot : ModelSnapshot
{
    private const string TimeType = "timestamp with time zone";

    protected override void BuildModel(ModelBuilder modelBuilder)
    {
        modelBuilder.HasAnnotation("ProductVersion", "10.0.14").HasAnnotation("Relational:MaxIdentifierLength", 63);
        modelBuilder.UseIdentityByDefaultColumns();
        modelBuilder.Entity("RechargeSync.Core.Storage.InboxRow", Inbox);
        modelBuilder.Entity("RechargeSync.Core.Storage.OrderRow", Orders);
        modelBuilder.Entity("RechargeSync.Core.Storage.CartRow", Carts);
        modelBuilder.Entity("RechargeSync.Core.Storage.FailureRow", Failures);
        modelBuilder.Entity("RechargeSync.Core.Storage.ActRow", Acts);
        ReconciliationSnapshot.Build(modelBuilder);
    }

    private static void Inbox(EntityTypeBuilder inbox)
    {
        var id = Required<long>(inbox, "Id", "id", "bigint").ValueGeneratedOnAdd();
        id.UseIdentityAlwaysColumn();
        Required<string>(inbox, "Store", "store", "text");
        Required<string>(inbox, "Topic", "topic", "text");
        Required<string>(inbox, "ResourceKey", "resource_key", "text");
        Required<byte[]>(inbox, "DedupeKey", "dedupe_key", "bytea");
        Required<byte[]>(inbox, "Body", "body", "bytea");
        Optional<string>(inbox, "TraceParent", "trace_parent", "text");
        Required<DateTimeOffset>(inbox, "ReceivedAt", "received_at", TimeType).ValueGeneratedOnAdd().HasDefaultValueSql("now()");
        Required<DateTimeOffset>(inbox, "EnqueuedAt", "enqueued_at", TimeType).ValueGeneratedOnAdd().HasDefaultValueSql("now()");
        Required<int>(inbox, "Sweeps", "sweeps", "integer").ValueGeneratedOnAdd().HasDefaultValue(0);
        Required<short>(inbox, "State", "state", "smallint");
        Optional<string>(inbox, "Reason", "reason", "text");
        Optional<DateTimeOffset?>(inbox, "FinishedAt", "finished_at", TimeType);
        inbox.HasKey("Id");
        inbox.HasIndex("Store", "DedupeKey").IsUnique().HasDatabaseName("inbox_dedupe");
        inbox.HasIndex("EnqueuedAt").HasFilter("finished_at IS NULL").HasDatabaseName("inbox_unfinished");
        inbox.HasIndex("Store", "ResourceKey").HasFilter("state = 0").HasDatabaseName("inbox_unapplied");
        inbox.HasIndex("Id").HasFilter("state in (3, 4)").HasDatabaseName("inbox_refused");
        inbox.HasIndex(["Store", "ResourceKey"], "inbox_applied").HasFilter("state <> 0");
        inbox.ToTable("inbox", (string?)null);
    }

    private static void Orders(EntityTypeBuilder orders)
    {
        Required<string>(orders, "Store", "store", "text");
        Required<long>(orders, "OrderId", "order_id", "bigint");
        Required<string>(orders, "Status", "status", "text").ValueGeneratedOnAdd().HasDefaultValue("");
        Optional<bool?>(orders, "IsPrepaid", "is_prepaid", "boolean");
        Optional<long?>(orders, "ChargeId", "charge_id", "bigint");
        Optional<long?>(orders, "AddressId", "address_id", "bigint");
        Optional<DateTimeOffset?>(orders, "SourceUpdatedAt", "source_updated_at", TimeType);
        Required<bool>(orders, "SourceUpdatedAtIsInstant", "source_updated_at_is_instant", "boolean");
        Optional<long?>(orders, "PayloadInboxId", "payload_inbox_id", "bigint");
        Optional<byte[]>(orders, "DesiredHash", "desired_hash", "bytea");
        Optional<byte[]>(orders, "PushedHash", "pushed_hash", "bytea");
        Optional<string>(orders, "PlatformOrderId", "platform_order_id", "text");
        Optional<string>(orders, "PlatformOrderNumber", "platform_order_number", "text");
        Required<bool>(orders, "Adopted", "adopted", "boolean");
        Optional<DateTimeOffset?>(orders, "PushedAt", "pushed_at", TimeType);
        Optional<DateTimeOffset?>(orders, "OrderWrittenAt", "order_written_at", TimeType);
        Optional<DateTimeOffset?>(orders, "ChargeWrittenAt", "charge_written_at", TimeType);
        Optional<string>(orders, "ChargeWarning", "charge_warning", "text");
        Work(orders);
        orders.HasKey("Store", "OrderId");
        orders.HasIndex("DueAt").HasFilter("due_at is not null").HasDatabaseName("orders_due");
        orders.HasIndex("Store", "OrderId").HasFilter("state = 4").HasDatabaseName("orders_dead");
        orders.HasIndex("Store", "ChargeId").HasFilter("charge_id is not null").HasDatabaseName("orders_charge");
        orders.HasIndex("Store", "State", "OrderId").HasFilter("state in (0, 3) and due_at is null").HasDatabaseName("orders_resting");
        orders.HasIndex("PlatformOrderId").HasFilter("due_at is null and platform_order_id is not null").HasDatabaseName("orders_platform");
        orders.HasIndex("PlatformOrderNumber").HasFilter("due_at is null and platform_order_number <> platform_order_id").HasDatabaseName("orders_platform_number");
        orders.HasIndex("UpdatedAt").HasMethod("brin").HasStorageParameter("autosummarize", true).HasDatabaseName("orders_changed");
        orders.ToTable("orders", (string?)null);
    }

    private static void Carts(EntityTypeBuilder carts)
    {
        Required<string>(carts, "Store", "store", "text");
        Required<string>(carts, "Token", "token", "text");
        Optional<string>(carts, "CartId", "cart_id", "text");
        Optional<DateTimeOffset?>(carts, "ClearedAt", "cleared_at", TimeType);
        Work(carts);
        carts.HasKey("Store", "Token");
        carts.HasIndex("Store", "Token").HasFilter("state = 4").HasDatabaseName("carts_dead");
        carts.HasIndex("DueAt").HasFilter("due_at is not null").HasDatabaseName("carts_due");
        carts.ToTable("carts", (string?)null);
    }

    private static void Failures(EntityTypeBuilder failures)
    {
        var id = Required<long>(failures, "Id", "id", "bigint").ValueGeneratedOnAdd();
        id.UseIdentityAlwaysColumn();
        Required<string>(failures, "Store", "store", "text");
        Required<string>(failures, "ResourceKey", "resource_key", "text");
        Required<short>(failures, "Action", "action", "smallint");
        Required<string>(failures, "Reason", "reason", "text");
        Optional<int?>(failures, "Status", "status", "integer");
        Optional<string>(failures, "Detail", "detail", "text");
        Optional<string>(failures, "RequestId", "request_id", "text");
        Optional<string>(failures, "TraceParent", "trace_parent", "text");
        Required<DateTimeOffset>(failures, "FailedAt", "failed_at", TimeType).ValueGeneratedOnAdd().HasDefaultValueSql("now()");
        failures.HasKey("Id");
        failures.HasIndex("Store", "ResourceKey").HasDatabaseName("failures_resource");
        failures.ToTable("failures", (string?)null);
    }

    private static void Acts(EntityTypeBuilder acts)
    {
        var id = Required<long>(acts, "Id", "id", "bigint").ValueGeneratedOnAdd();
        id.UseIdentityAlwaysColumn();
        Required<string>(acts, "Actor", "actor", "text");
        Required<string>(acts, "Act", "act", "text");
        Required<string>(acts, "Store", "store", "text");
        Required<string>(acts, "ResourceKey", "resource_key", "text");
        Optional<string>(acts, "Reason", "reason", "text");
        Optional<string>(acts, "Note", "note", "text");
        Required<DateTimeOffset>(acts, "ActedAt", "acted_at", TimeType).ValueGeneratedOnAdd().HasDefaultValueSql("now()");
        acts.HasKey("Id");
        acts.HasIndex("Store", "ResourceKey").HasDatabaseName("acts_resource");
        acts.ToTable("acts", (string?)null);
    }

    private static void Work(EntityTypeBuilder work)
    {
        Required<short>(work, "State", "state", "smallint");
        Optional<string>(work, "Reason", "reason", "text");
        Required<short>(work, "Begun", "begun", "smallint");
        Required<int>(work, "Attempts", "attempts", "integer");
        Optional<DateTimeOffset?>(work, "FailingSince", "failing_since", TimeType);
        Optional<DateTimeOffset?>(work, "RetryAt", "retry_at", TimeType);
        Optional<DateTimeOffset?>(work, "DueAt", "due_at", TimeType);
        Required<long>(work, "Fence", "fence", "bigint");
        Optional<string>(work, "LeaseOwner", "lease_owner", "text");
        Optional<string>(work, "TraceParent", "trace_parent", "text");
        Optional<string>(work, "FirstAttempt", "first_attempt", "text");
        Required<DateTimeOffset>(work, "CreatedAt", "created_at", TimeType);
        Required<DateTimeOffset>(work, "UpdatedAt", "updated_at", TimeType);
        Optional<DateTimeOffset?>(work, "FinishedAt", "finished_at", TimeType);
    }

    private static PropertyBuilder<T> Required<T>(EntityTypeBuilder entity, string name, string column, string type) =>
        entity.Property<T>(name).IsRequired().HasColumnType(type).HasColumnName(column);

    private static PropertyBuilder<T> Optional<T>(EntityTypeBuilder entity, string name, string column, string type) =>
        entity.Property<T>(name).IsRequired(false).HasColumnType(type).HasColumnName(column);
}
