using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RechargeSync.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class OnlyOnce : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "unknown_since",
                table: "orders",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "update_version",
                table: "orders",
                type: "bigint",
                nullable: false,
                defaultValue: 0L);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "unknown_since",
                table: "charges",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "unknown_since",
                table: "carts",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "late_writes",
                columns: table => new
                {
                    store = table.Column<string>(type: "text", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    step = table.Column<short>(type: "smallint", nullable: false),
                    noted_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_late_writes", x => new { x.store, x.order_id, x.step });
                });

            migrationBuilder.CreateTable(
                name: "lineage",
                columns: table => new
                {
                    id = table.Column<short>(type: "smallint", nullable: false),
                    system = table.Column<string>(type: "text", nullable: false),
                    timeline = table.Column<string>(type: "text", nullable: false),
                    beat = table.Column<long>(type: "bigint", nullable: false),
                    beaten_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    restored_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    restored_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    confirmed = table.Column<bool>(type: "boolean", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_lineage", x => x.id);
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "late_writes");

            migrationBuilder.DropTable(
                name: "lineage");

            migrationBuilder.DropColumn(
                name: "unknown_since",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "update_version",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "unknown_since",
                table: "charges");

            migrationBuilder.DropColumn(
                name: "unknown_since",
                table: "carts");
        }
    }
}
