using Microsoft.EntityFrameworkCore.Migrations;

namespace RechargeSync.Core.Storage.Migrations;

/// <summary>
/// What people look by, made such that the way of an order pays little for it. <c>inbox_applied</c>: an order's deliveries; a row enters
/// it only once it is applied, so acceptance does not pay for it. The others hold orders at rest alone, so that a row enters each once and
/// not with every step; those on their way are in <c>orders_due</c>. <c>orders_resting</c>: orders that wait or are ignored, which no
/// order enters that simply is done. <c>orders_platform</c> and <c>orders_platform_number</c>: search by the platform's id, and by its
/// number where that is another. <c>orders_changed</c>: what changed in the last seconds; of its kind, which holds one entry for many pages.
/// </summary>
internal sealed partial class ConsoleIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""
            CREATE INDEX inbox_applied ON inbox (store, resource_key) WHERE state <> 0;
            CREATE INDEX orders_resting ON orders (store, state, order_id) WHERE state in (0, 3) and due_at is null;
            CREATE INDEX orders_platform ON orders (platform_order_id) WHERE due_at is null and platform_order_id is not null;
            CREATE INDEX orders_platform_number ON orders (platform_order_number) WHERE due_at is null and platform_order_number <> platform_order_id;
            CREATE INDEX orders_changed ON orders USING brin (updated_at) WITH (autosummarize = true);
            """);

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP INDEX orders_changed, orders_platform_number, orders_platform, orders_resting, inbox_applied;");
}
