using Microsoft.EntityFrameworkCore;

namespace RechargeSync.Core.Storage;

/// <summary>The indexes by which people look, beside those of the hot paths.</summary>
internal static class ConsoleModel
{
    public static void Configure(ModelBuilder modelBuilder)
    {
        modelBuilder
            .Entity<InboxRow>()
            .HasIndex(row => new { row.Store, row.ResourceKey }, "inbox_applied")
            .HasFilter("state <> 0");
        modelBuilder.Entity<OrderRow>(orders =>
        {
            orders
                .HasIndex(row => new
                {
                    row.Store,
                    row.State,
                    row.OrderId,
                })
                .HasFilter("state in (0, 3) and due_at is null")
                .HasDatabaseName("orders_resting");
            orders
                .HasIndex(row => row.PlatformOrderId)
                .HasFilter("due_at is null and platform_order_id is not null")
                .HasDatabaseName("orders_platform");
            orders
                .HasIndex(row => row.PlatformOrderNumber)
                .HasFilter("due_at is null and platform_order_number <> platform_order_id")
                .HasDatabaseName("orders_platform_number");
            orders
                .HasIndex(row => row.UpdatedAt)
                .HasMethod("brin")
                .HasStorageParameter("autosummarize", true)
                .HasDatabaseName("orders_changed");
        });
    }
}
