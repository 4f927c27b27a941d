using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RechargeSync.Core.Storage.Migrations
{
    /// <inheritdoc />
    public partial class PersonalData : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<long>(
                name: "customer_id",
                table: "orders",
                type: "bigint",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "erased_at",
                table: "inbox",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<DateTimeOffset>(
                name: "keep_until",
                table: "inbox",
                type: "timestamp with time zone",
                nullable: true);

            migrationBuilder.AddColumn<long>(
                name: "charge_id",
                table: "carts",
                type: "bigint",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "retention",
                columns: table => new
                {
                    name = table.Column<string>(type: "text", nullable: false),
                    position = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    lease_owner = table.Column<string>(type: "text", nullable: true),
                    leased_until = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_retention", x => x.name);
                });

            migrationBuilder.CreateIndex(
                name: "orders_customer",
                table: "orders",
                columns: new[] { "store", "customer_id" },
                filter: "due_at is null and customer_id is not null");

            migrationBuilder.CreateIndex(
                name: "inbox_kept",
                table: "inbox",
                column: "keep_until",
                filter: "keep_until is not null");

            migrationBuilder.CreateIndex(
                name: "inbox_kept_oldest",
                table: "inbox",
                column: "id",
                filter: "keep_until is not null");

            migrationBuilder.CreateIndex(
                name: "carts_charge",
                table: "carts",
                columns: new[] { "store", "charge_id" },
                filter: "charge_id is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "retention");

            migrationBuilder.DropIndex(
                name: "orders_customer",
                table: "orders");

            migrationBuilder.DropIndex(
                name: "inbox_kept",
                table: "inbox");

            migrationBuilder.DropIndex(
                name: "inbox_kept_oldest",
                table: "inbox");

            migrationBuilder.DropIndex(
                name: "carts_charge",
                table: "carts");

            migrationBuilder.DropColumn(
                name: "customer_id",
                table: "orders");

            migrationBuilder.DropColumn(
                name: "erased_at",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "keep_until",
                table: "inbox");

            migrationBuilder.DropColumn(
                name: "charge_id",
                table: "carts");
        }
    }
}
