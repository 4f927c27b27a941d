using Microsoft.EntityFrameworkCore.Migrations;

namespace RechargeSync.Core.Storage.Migrations;

/// <summary>The operators' audit trail, and indexes for listing dead letters.</summary>
internal sealed partial class Acts : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("""
            CREATE TABLE acts (
                id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT "PK_acts" PRIMARY KEY,
                actor text NOT NULL,
                act text NOT NULL,
                store text NOT NULL,
                resource_key text NOT NULL,
                reason text,
                note text,
                acted_at timestamp with time zone NOT NULL DEFAULT now()
            );
            CREATE INDEX acts_resource ON acts (store, resource_key);
            CREATE INDEX orders_dead ON orders (store, order_id) WHERE state = 4;
            CREATE INDEX carts_dead ON carts (store, token) WHERE state = 4;
            CREATE INDEX inbox_refused ON inbox (id) WHERE state in (3, 4);
            """);

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP INDEX inbox_refused; DROP INDEX carts_dead; DROP INDEX orders_dead; DROP TABLE acts;");
}
