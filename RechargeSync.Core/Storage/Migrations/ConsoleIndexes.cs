using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RechargeSync.Core.Storage.Migrations;

/// <summary>
/// What people look by. <c>inbox_applied</c>: an order's deliveries; a row enters it only once it is applied, so acceptance does not
/// pay for it. <c>orders_unfinished</c>: orders by state, but for the many that are done, and the dead, which have an index.
/// <c>orders_platform</c> and <c>orders_platform_number</c>: search by the platform's id and number. <c>orders_changed</c>: what
/// changed in the last seconds; of its kind, which holds one entry for many pages.
/// </summary>
[DbContext(typeof(SyncDbContext))]
[Migration("20261122000200_ConsoleIndexes")]
internal sealed class ConsoleIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""
            CREATE INDEX inbox_applied ON inbox (store, resource_key) WHERE state <> 0;
            CREATE INDEX orders_unfinished ON orders (store, state, order_id) WHERE state in (0, 1, 3);
            CREATE INDEX orders_platform ON orders (platform_order_id) WHERE platform_order_id is not null;
            CREATE INDEX orders_platform_number ON orders (platform_order_number) WHERE platform_order_number is not null;
            CREATE INDEX orders_changed ON orders USING brin (updated_at) WITH (autosummarize = true);
            """);

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP INDEX orders_changed, orders_platform_number, orders_platform, orders_unfinished, inbox_applied;");
}
