using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RechargeSync.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class Pauses : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<bool>(
                name: "refusal_told",
                table: "stores",
                type: "boolean",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "refused_since",
                table: "stores",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<short>(
                name: "waits_for",
                table: "orders",
                type: "smallint",
                nullable: true);

            migrationBuilder.AddColumn<short>(
                name: "waits_for",
                table: "charges",
                type: "smallint",
                nullable: true);

            migrationBuilder.AddColumn<short>(
                name: "waits_for",
                table: "carts",
                type: "smallint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "store_pauses",
                columns: table => new
                {
                    store = table.Column<string>(type: "text", nullable: false),
                    side = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    paused_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    probes = table.Column<int>(type: "integer", nullable: false),
                    probe_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    resumed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_store_pauses", x => new { x.store, x.side });
                });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "store_pauses");

            migrationBuilder.DropColumn(
                name: "refusal_told",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "refused_since",
                table: "stores");

            migrationBuilder.DropColumn(
                name: "waits_for",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "waits_for",
                table: "charges");

            migrationBuilder.DropColumn(
                name: "waits_for",
                table: "carts");
        }
    }
}
