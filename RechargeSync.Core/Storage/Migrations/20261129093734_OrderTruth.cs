using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RechargeSync.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class OrderTruth : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "dry_run",
                table: "reconciliation_runs",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "dry_run_from",
                table: "reconciliation_jobs",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "linked_id",
                table: "orders",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "platform_refunded",
                table: "orders",
                type: "numeric",
                nullable: true);

            migrationBuilder.AddColumn<short>(
                name: "platform_standing",
                table: "orders",
                type: "smallint",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "question",
                table: "orders",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<decimal>(
                name: "refunded",
                table: "orders",
                type: "numeric",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "refused_link",
                table: "orders",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "released",
                table: "orders",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "remarks",
                table: "orders",
                type: "text",
                nullable: true);

            migrationBuilder.AddColumn<TimeSpan>(
                name: "source_updated_slack",
                table: "orders",
                type: "interval",
                nullable: false,
                defaultValue: new TimeSpan(0, 0, 0, 0, 0));

            migrationBuilder.AddColumn<short>(
                name: "standing",
                table: "orders",
                type: "smallint",
                nullable: false,
                defaultValue: (short)0);

            migrationBuilder.CreateTable(
                name: "charges",
                columns: table => new
                {
                    store = table.Column<string>(type: "text", nullable: false),
                    charge_id = table.Column<long>(type: "bigint", nullable: false),
                    payload_inbox_id = table.Column<long>(type: "bigint", nullable: true),
                    orders_read_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    state = table.Column<short>(type: "smallint", nullable: false, defaultValue: (short)0),
                    reason = table.Column<string>(type: "text", nullable: true),
                    intent = table.Column<short>(type: "smallint", nullable: false),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    failing_since = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    retry_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    fence = table.Column<long>(type: "bigint", nullable: false),
                    lease_owner = table.Column<string>(type: "text", nullable: true),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    first_attempt = table.Column<string>(type: "text", nullable: true),
                    created_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_charges", x => new { x.store, x.charge_id });
                });

            migrationBuilder.CreateTable(
                name: "stores",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    first_started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_stores", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "charges_dead",
                table: "charges",
                columns: new[] { "store", "charge_id" },
                filter: "state = 4");

            migrationBuilder.CreateIndex(
                name: "charges_due",
                table: "charges",
                column: "due_at",
                filter: "due_at is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "charges");

            migrationBuilder.DropTable(
                name: "stores");

            migrationBuilder.DropColumn(
                name: "dry_run",
                table: "reconciliation_runs");

            migrationBuilder.DropColumn(
                name: "dry_run_from",
                table: "reconciliation_jobs");

            migrationBuilder.DropColumn(
                name: "linked_id",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "platform_refunded",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "platform_standing",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "question",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "refunded",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "refused_link",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "released",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "remarks",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "source_updated_slack",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "standing",
                table: "orders");
        }
    }
}
