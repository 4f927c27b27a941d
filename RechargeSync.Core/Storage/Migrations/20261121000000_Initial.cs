using Microsoft.EntityFrameworkCore.Migrations;

namespace RechargeSync.Core.Storage.Migrations;

/// <summary>Inbox, orders, carts and failures.</summary>
internal sealed partial class Initial : Migration
{
    private const string WorkColumns = """
            state smallint NOT NULL,
            reason text,
            begun smallint NOT NULL,
            attempts integer NOT NULL,
            failing_since timestamp with time zone,
            retry_at timestamp with time zone,
            due_at timestamp with time zone,
            fence bigint NOT NULL,
            lease_owner text,
            trace_parent text,
            first_attempt text,
            created_at timestamp with time zone NOT NULL,
            updated_at timestamp with time zone NOT NULL,
            finished_at timestamp with time zone
        """;

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        CreateInbox(migrationBuilder);
        CreateOrders(migrationBuilder);
        CreateCarts(migrationBuilder);
        CreateFailures(migrationBuilder);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP TABLE failures, carts, orders, inbox;");

    private static void CreateInbox(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""
            CREATE TABLE inbox (
                id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT "PK_inbox" PRIMARY KEY,
                store text NOT NULL,
                topic text NOT NULL,
                resource_key text NOT NULL,
                dedupe_key bytea NOT NULL,
                body bytea NOT NULL,
                trace_parent text,
                received_at timestamp with time zone NOT NULL DEFAULT now(),
                enqueued_at timestamp with time zone NOT NULL DEFAULT now(),
                sweeps integer NOT NULL DEFAULT 0,
                state smallint NOT NULL,
                reason text,
                finished_at timestamp with time zone
            );
            CREATE UNIQUE INDEX inbox_dedupe ON inbox (store, dedupe_key);
            CREATE INDEX inbox_unfinished ON inbox (enqueued_at) WHERE state = 0;
            CREATE INDEX inbox_unapplied ON inbox (store, resource_key) WHERE state = 0;
            """);

    private static void CreateOrders(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql($"""
            CREATE TABLE orders (
                store text NOT NULL,
                order_id bigint NOT NULL,
                status text NOT NULL DEFAULT '',
                is_prepaid boolean,
                charge_id bigint,
                address_id bigint,
                source_updated_at timestamp with time zone,
                source_updated_at_is_instant boolean NOT NULL,
                payload_inbox_id bigint,
                desired_hash bytea,
                pushed_hash bytea,
                platform_order_id text,
                platform_order_number text,
                adopted boolean NOT NULL,
                pushed_at timestamp with time zone,
                order_written_at timestamp with time zone,
                charge_written_at timestamp with time zone,
                charge_warning text,
            {WorkColumns},
                CONSTRAINT "PK_orders" PRIMARY KEY (store, order_id)
            );
            CREATE INDEX orders_due ON orders (due_at) WHERE due_at is not null;
            CREATE INDEX orders_charge ON orders (store, charge_id) WHERE charge_id is not null;
            """);

    private static void CreateCarts(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql($"""
            CREATE TABLE carts (
                store text NOT NULL,
                token text NOT NULL,
                cart_id text,
                cleared_at timestamp with time zone,
            {WorkColumns},
                CONSTRAINT "PK_carts" PRIMARY KEY (store, token)
            );
            CREATE INDEX carts_due ON carts (due_at) WHERE due_at is not null;
            """);

    private static void CreateFailures(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""
            CREATE TABLE failures (
                id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT "PK_failures" PRIMARY KEY,
                store text NOT NULL,
                resource_key text NOT NULL,
                action smallint NOT NULL,
                reason text NOT NULL,
                status integer,
                detail text,
                request_id text,
                trace_parent text,
                failed_at timestamp with time zone NOT NULL DEFAULT now()
            );
            CREATE INDEX failures_resource ON failures (store, resource_key);
            """);
}
