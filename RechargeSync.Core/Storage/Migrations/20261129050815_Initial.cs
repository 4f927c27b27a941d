using System;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

#nullable disable

namespace RechargeSync.Core.Storage.Migrations
{
    /// <inheritdoc />
    internal sealed partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "audit_log",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    actor = table.Column<string>(type: "text", nullable: false),
                    action = table.Column<string>(type: "text", nullable: false),
                    store = table.Column<string>(type: "text", nullable: false),
                    resource_key = table.Column<string>(type: "text", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    note = table.Column<string>(type: "text", nullable: true),
                    recorded_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_audit_log", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "carts",
                columns: table => new
                {
                    store = table.Column<string>(type: "text", nullable: false),
                    token = table.Column<string>(type: "text", nullable: false),
                    cart_id = table.Column<string>(type: "text", nullable: true),
                    cleared_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
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
                    table.PrimaryKey("PK_carts", x => new { x.store, x.token });
                });

            migrationBuilder.CreateTable(
                name: "failed_attempts",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    store = table.Column<string>(type: "text", nullable: false),
                    resource_key = table.Column<string>(type: "text", nullable: false),
                    step = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: false),
                    status = table.Column<int>(type: "integer", nullable: true),
                    detail = table.Column<string>(type: "text", nullable: true),
                    request_id = table.Column<string>(type: "text", nullable: true),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    failed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_failed_attempts", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "inbox",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    store = table.Column<string>(type: "text", nullable: false),
                    topic = table.Column<string>(type: "text", nullable: false),
                    resource_key = table.Column<string>(type: "text", nullable: false),
                    dedupe_key = table.Column<byte[]>(type: "bytea", nullable: false),
                    body = table.Column<byte[]>(type: "bytea", nullable: false),
                    trace_parent = table.Column<string>(type: "text", nullable: true),
                    received_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    enqueued_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    sweeps = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    state = table.Column<short>(type: "smallint", nullable: false),
                    reason = table.Column<string>(type: "text", nullable: true),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_inbox", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "orders",
                columns: table => new
                {
                    store = table.Column<string>(type: "text", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    status = table.Column<string>(type: "text", nullable: false, defaultValue: ""),
                    is_prepaid = table.Column<bool>(type: "boolean", nullable: true),
                    charge_id = table.Column<long>(type: "bigint", nullable: true),
                    address_id = table.Column<long>(type: "bigint", nullable: true),
                    source_updated_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    source_updated_at_is_instant = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    payload_inbox_id = table.Column<long>(type: "bigint", nullable: true),
                    desired_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    pushed_hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    platform_order_id = table.Column<string>(type: "text", nullable: true),
                    platform_order_number = table.Column<string>(type: "text", nullable: true),
                    adopted = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    pushed_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    order_written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    charge_written_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    charge_warning = table.Column<string>(type: "text", nullable: true),
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
                    table.PrimaryKey("PK_orders", x => new { x.store, x.order_id });
                });

            migrationBuilder.CreateTable(
                name: "reconciliation_jobs",
                columns: table => new
                {
                    store = table.Column<string>(type: "text", nullable: false),
                    job = table.Column<short>(type: "smallint", nullable: false),
                    fence = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L),
                    lease_owner = table.Column<string>(type: "text", nullable: true),
                    due_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()"),
                    attempts = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    error = table.Column<string>(type: "text", nullable: true),
                    covered_to = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    backfill_from = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    sampled_id = table.Column<long>(type: "bigint", nullable: false, defaultValue: 0L)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_jobs", x => new { x.store, x.job });
                });

            migrationBuilder.CreateTable(
                name: "reconciliation_runs",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    store = table.Column<string>(type: "text", nullable: false),
                    cause = table.Column<short>(type: "smallint", nullable: false),
                    worker = table.Column<string>(type: "text", nullable: false),
                    started_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    finished_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: true),
                    from_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    stage = table.Column<short>(type: "smallint", nullable: false),
                    next = table.Column<string>(type: "text", nullable: true),
                    pages = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    @checked = table.Column<int>(name: "checked", type: "integer", nullable: false, defaultValue: 0),
                    missing = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    extra = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    different = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    healed = table.Column<int>(type: "integer", nullable: false, defaultValue: 0),
                    again = table.Column<bool>(type: "boolean", nullable: false, defaultValue: false),
                    warning = table.Column<string>(type: "text", nullable: true),
                    error = table.Column<string>(type: "text", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_runs", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "reconciliation_findings",
                columns: table => new
                {
                    id = table.Column<long>(type: "bigint", nullable: false)
                        .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityAlwaysColumn),
                    run_id = table.Column<long>(type: "bigint", nullable: false),
                    store = table.Column<string>(type: "text", nullable: false),
                    order_id = table.Column<long>(type: "bigint", nullable: false),
                    kind = table.Column<short>(type: "smallint", nullable: false),
                    detail = table.Column<string>(type: "text", nullable: false),
                    healed = table.Column<bool>(type: "boolean", nullable: false),
                    found_at = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false, defaultValueSql: "now()")
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_reconciliation_findings", x => x.id);
                    table.ForeignKey(
                        name: "reconciliation_findings_run",
                        column: x => x.run_id,
                        principalTable: "reconciliation_runs",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "audit_log_resource",
                table: "audit_log",
                columns: new[] { "store", "resource_key" });

            migrationBuilder.CreateIndex(
                name: "carts_dead",
                table: "carts",
                columns: new[] { "store", "token" },
                filter: "state = 4");

            migrationBuilder.CreateIndex(
                name: "carts_due",
                table: "carts",
                column: "due_at",
                filter: "due_at is not null");

            migrationBuilder.CreateIndex(
                name: "failed_attempts_resource",
                table: "failed_attempts",
                columns: new[] { "store", "resource_key" });

            migrationBuilder.CreateIndex(
                name: "inbox_applied",
                table: "inbox",
                columns: new[] { "store", "resource_key" },
                filter: "state <> 0");

            migrationBuilder.CreateIndex(
                name: "inbox_dedupe",
                table: "inbox",
                columns: new[] { "store", "dedupe_key" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "inbox_refused",
                table: "inbox",
                column: "id",
                filter: "state in (3, 4)");

            migrationBuilder.CreateIndex(
                name: "inbox_unapplied",
                table: "inbox",
                columns: new[] { "store", "resource_key" },
                filter: "state = 0");

            migrationBuilder.CreateIndex(
                name: "inbox_unfinished",
                table: "inbox",
                column: "enqueued_at",
                filter: "finished_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "orders_changed",
                table: "orders",
                column: "updated_at")
                .Annotation("Npgsql:IndexMethod", "brin")
                .Annotation("Npgsql:StorageParameter:autosummarize", true);

            migrationBuilder.CreateIndex(
                name: "orders_charge",
                table: "orders",
                columns: new[] { "store", "charge_id" },
                filter: "charge_id is not null");

            migrationBuilder.CreateIndex(
                name: "orders_dead",
                table: "orders",
                columns: new[] { "store", "order_id" },
                filter: "state = 4");

            migrationBuilder.CreateIndex(
                name: "orders_due",
                table: "orders",
                column: "due_at",
                filter: "due_at is not null");

            migrationBuilder.CreateIndex(
                name: "orders_platform",
                table: "orders",
                column: "platform_order_id",
                filter: "due_at is null and platform_order_id is not null");

            migrationBuilder.CreateIndex(
                name: "orders_platform_number",
                table: "orders",
                column: "platform_order_number",
                filter: "due_at is null and platform_order_number <> platform_order_id");

            migrationBuilder.CreateIndex(
                name: "orders_resting",
                table: "orders",
                columns: new[] { "store", "state", "order_id" },
                filter: "state in (0, 3) and due_at is null");

            migrationBuilder.CreateIndex(
                name: "reconciliation_findings_of_run",
                table: "reconciliation_findings",
                column: "run_id");

            migrationBuilder.CreateIndex(
                name: "reconciliation_findings_order",
                table: "reconciliation_findings",
                columns: new[] { "store", "order_id" });

            migrationBuilder.CreateIndex(
                name: "reconciliation_runs_open",
                table: "reconciliation_runs",
                column: "store",
                unique: true,
                filter: "finished_at is null");

            migrationBuilder.CreateIndex(
                name: "reconciliation_runs_started",
                table: "reconciliation_runs",
                columns: new[] { "store", "started_at" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "audit_log");

            migrationBuilder.DropTable(
                name: "carts");

            migrationBuilder.DropTable(
                name: "failed_attempts");

            migrationBuilder.DropTable(
                name: "inbox");

            migrationBuilder.DropTable(
                name: "orders");

            migrationBuilder.DropTable(
                name: "reconciliation_findings");

            migrationBuilder.DropTable(
                name: "reconciliation_jobs");

            migrationBuilder.DropTable(
                name: "reconciliation_runs");
        }
    }
}
