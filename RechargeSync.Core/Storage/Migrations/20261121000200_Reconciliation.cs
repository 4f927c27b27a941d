using Microsoft.EntityFrameworkCore.Migrations;

namespace RechargeSync.Core.Storage.Migrations;

/// <summary>Reconciliation's jobs, walks and findings.</summary>
internal sealed partial class Reconciliation : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("""
            CREATE TABLE reconciliation_jobs (
                store text NOT NULL,
                job smallint NOT NULL,
                fence bigint NOT NULL DEFAULT 0,
                lease_owner text,
                due_at timestamp with time zone NOT NULL DEFAULT now(),
                attempts integer NOT NULL DEFAULT 0,
                error text,
                covered_to timestamp with time zone,
                backfill_from timestamp with time zone,
                sampled_id bigint NOT NULL DEFAULT 0,
                CONSTRAINT "PK_reconciliation_jobs" PRIMARY KEY (store, job)
            );
            """);
        migrationBuilder.Sql("""
            CREATE TABLE reconciliation_runs (
                id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT "PK_reconciliation_runs" PRIMARY KEY,
                store text NOT NULL,
                cause smallint NOT NULL,
                worker text NOT NULL,
                started_at timestamp with time zone NOT NULL,
                finished_at timestamp with time zone,
                from_at timestamp with time zone NOT NULL,
                stage smallint NOT NULL,
                next text,
                pages integer NOT NULL DEFAULT 0,
                checked integer NOT NULL DEFAULT 0,
                missing integer NOT NULL DEFAULT 0,
                extra integer NOT NULL DEFAULT 0,
                different integer NOT NULL DEFAULT 0,
                healed integer NOT NULL DEFAULT 0,
                again boolean NOT NULL DEFAULT false,
                warning text,
                error text
            );
            CREATE UNIQUE INDEX reconciliation_runs_open ON reconciliation_runs (store) WHERE finished_at is null;
            CREATE INDEX reconciliation_runs_started ON reconciliation_runs (store, started_at);
            """);
        migrationBuilder.Sql("""
            CREATE TABLE reconciliation_findings (
                id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT "PK_reconciliation_findings" PRIMARY KEY,
                run_id bigint NOT NULL CONSTRAINT reconciliation_findings_run REFERENCES reconciliation_runs (id) ON DELETE CASCADE,
                store text NOT NULL,
                order_id bigint NOT NULL,
                kind smallint NOT NULL,
                detail text NOT NULL,
                healed boolean NOT NULL,
                found_at timestamp with time zone NOT NULL DEFAULT now()
            );
            CREATE INDEX reconciliation_findings_of_run ON reconciliation_findings (run_id);
            CREATE INDEX reconciliation_findings_order ON reconciliation_findings (store, order_id);
            """);
    }

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP TABLE reconciliation_findings, reconciliation_runs, reconciliation_jobs;");
}
