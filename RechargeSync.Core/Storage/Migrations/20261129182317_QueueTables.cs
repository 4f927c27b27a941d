using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RechargeSync.Core.Storage.Migrations
{
    /// <summary>
    /// Settings of the tables that are queues, which keep nobody waiting, and the indexes of the columns that came before,
    /// built beside those who write. Outside of a transaction: all of it may be repeated.
    /// </summary>
    public partial class QueueTables : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AlterTable(
                name: "orders")
                .Annotation("Npgsql:StorageParameter:autovacuum_analyze_scale_factor", 0.01)
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01)
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_threshold", 1000)
                .Annotation("Npgsql:StorageParameter:fillfactor", 80);

            migrationBuilder.AlterTable(
                name: "inbox")
                .Annotation("Npgsql:StorageParameter:autovacuum_analyze_scale_factor", 0.01)
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01)
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_threshold", 1000)
                .Annotation("Npgsql:StorageParameter:fillfactor", 80)
                .Annotation("Npgsql:StorageParameter:toast.autovacuum_vacuum_scale_factor", 0.01);

            migrationBuilder.AlterTable(
                name: "failed_attempts")
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01);

            migrationBuilder.AlterTable(
                name: "charges")
                .Annotation("Npgsql:StorageParameter:autovacuum_analyze_scale_factor", 0.01)
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01)
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_threshold", 1000)
                .Annotation("Npgsql:StorageParameter:fillfactor", 80);

            migrationBuilder.AlterTable(
                name: "carts")
                .Annotation("Npgsql:StorageParameter:autovacuum_analyze_scale_factor", 0.01)
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01)
                .Annotation("Npgsql:StorageParameter:autovacuum_vacuum_threshold", 1000)
                .Annotation("Npgsql:StorageParameter:fillfactor", 80);

            migrationBuilder.BuildIndex(
                "orders_customer", "orders (store, customer_id) WHERE due_at is null and customer_id is not null");
            migrationBuilder.BuildIndex("inbox_kept", "inbox (keep_until) WHERE keep_until is not null");
            migrationBuilder.BuildIndex("inbox_kept_oldest", "inbox (id) WHERE keep_until is not null");
            migrationBuilder.BuildIndex("orders_backfill", "orders (store) WHERE is_backfill and due_at is not null");
            migrationBuilder.BuildIndex("carts_charge", "carts (store, charge_id) WHERE charge_id is not null");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndexBesideWriters("orders_customer");

            migrationBuilder.DropIndexBesideWriters("inbox_kept");

            migrationBuilder.DropIndexBesideWriters("inbox_kept_oldest");

            migrationBuilder.DropIndexBesideWriters("orders_backfill");

            migrationBuilder.DropIndexBesideWriters("carts_charge");

            migrationBuilder.AlterTable(
                name: "orders")
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_analyze_scale_factor", 0.01)
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01)
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_threshold", 1000)
                .OldAnnotation("Npgsql:StorageParameter:fillfactor", 80);

            migrationBuilder.AlterTable(
                name: "inbox")
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_analyze_scale_factor", 0.01)
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01)
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_threshold", 1000)
                .OldAnnotation("Npgsql:StorageParameter:fillfactor", 80)
                .OldAnnotation("Npgsql:StorageParameter:toast.autovacuum_vacuum_scale_factor", 0.01);

            migrationBuilder.AlterTable(
                name: "failed_attempts")
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01);

            migrationBuilder.AlterTable(
                name: "charges")
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_analyze_scale_factor", 0.01)
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01)
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_threshold", 1000)
                .OldAnnotation("Npgsql:StorageParameter:fillfactor", 80);

            migrationBuilder.AlterTable(
                name: "carts")
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_analyze_scale_factor", 0.01)
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_scale_factor", 0.01)
                .OldAnnotation("Npgsql:StorageParameter:autovacuum_vacuum_threshold", 1000)
                .OldAnnotation("Npgsql:StorageParameter:fillfactor", 80);
        }
    }
}
