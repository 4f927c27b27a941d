using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RechargeSync.Core.Storage.Migrations
{
    /// <summary>
    /// What is due, by store: built beside those who write, and there before what services of the release before look by
    /// is gone. Outside of a transaction: all of it may be repeated.
    /// </summary>
    public partial class DueByStore : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.BuildIndex("orders_due_by_store", "orders (store, due_at) WHERE due_at is not null");
            migrationBuilder.BuildIndex("charges_due_by_store", "charges (store, due_at) WHERE due_at is not null");
            migrationBuilder.BuildIndex("carts_due_by_store", "carts (store, due_at) WHERE due_at is not null");
            migrationBuilder.DropIndexBesideWriters("orders_due");
            migrationBuilder.DropIndexBesideWriters("charges_due");
            migrationBuilder.DropIndexBesideWriters("carts_due");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.BuildIndex("orders_due", "orders (due_at) WHERE due_at is not null");
            migrationBuilder.BuildIndex("charges_due", "charges (due_at) WHERE due_at is not null");
            migrationBuilder.BuildIndex("carts_due", "carts (due_at) WHERE due_at is not null");
            migrationBuilder.DropIndexBesideWriters("orders_due_by_store");
            migrationBuilder.DropIndexBesideWriters("charges_due_by_store");
            migrationBuilder.DropIndexBesideWriters("carts_due_by_store");
        }
    }
}
