using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace RechargeSync.Core.Storage.Migrations;

/// <summary>Reconciliation's part of the snapshot.</summary>
internal static class ReconciliationSnapshot
{
    private const string TimeType = "timestamp with time zone";

    public static void Build(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity("RechargeSync.Core.Storage.ReconciliationJobRow", Jobs);
        modelBuilder.Entity("RechargeSync.Core.Storage.ReconciliationRunRow", Runs);
        modelBuilder.Entity("RechargeSync.Core.Storage.ReconciliationFindingRow", Findings);
        modelBuilder.Entity("RechargeSync.Core.Storage.ReconciliationFindingRow", findings =>
            findings.HasOne("RechargeSync.Core.Storage.ReconciliationRunRow", null).WithMany().HasForeignKey("RunId")
                .OnDelete(DeleteBehavior.Cascade).IsRequired().HasConstraintName("reconciliation_findings_run"));
    }

    private static void Jobs(EntityTypeBuilder jobs)
    {
        Required<string>(jobs, "Store", "store", "text");
        Required<short>(jobs, "Job", "job", "smallint");
        Required<long>(jobs, "Fence", "fence", "bigint").ValueGeneratedOnAdd().HasDefaultValue(0L);
        Optional<string>(jobs, "LeaseOwner", "lease_owner", "text");
        Required<DateTimeOffset>(jobs, "DueAt", "due_at", TimeType).ValueGeneratedOnAdd().HasDefaultValueSql("now()");
        Count(jobs, "Attempts", "attempts");
        Optional<string>(jobs, "Error", "error", "text");
        Optional<DateTimeOffset?>(jobs, "CoveredTo", "covered_to", TimeType);
        Optional<DateTimeOffset?>(jobs, "BackfillFrom", "backfill_from", TimeType);
        Required<long>(jobs, "SampledId", "sampled_id", "bigint").ValueGeneratedOnAdd().HasDefaultValue(0L);
        jobs.HasKey("Store", "Job");
        jobs.ToTable("reconciliation_jobs", (string?)null);
    }

    private static void Runs(EntityTypeBuilder runs)
    {
        Required<long>(runs, "Id", "id", "bigint").ValueGeneratedOnAdd().UseIdentityAlwaysColumn();
        Required<string>(runs, "Store", "store", "text");
        Required<short>(runs, "Cause", "cause", "smallint");
        Required<string>(runs, "Worker", "worker", "text");
        Required<DateTimeOffset>(runs, "StartedAt", "started_at", TimeType);
        Optional<DateTimeOffset?>(runs, "FinishedAt", "finished_at", TimeType);
        Required<DateTimeOffset>(runs, "FromAt", "from_at", TimeType);
        Required<short>(runs, "Stage", "stage", "smallint");
        Optional<string>(runs, "Next", "next", "text");
        foreach (var (name, column) in new[] { ("Pages", "pages"), ("Checked", "checked"), ("Missing", "missing"), ("Extra", "extra"), ("Different", "different"), ("Healed", "healed") })
        {
            Count(runs, name, column);
        }

        Required<bool>(runs, "Again", "again", "boolean").ValueGeneratedOnAdd().HasDefaultValue(false);
        Optional<string>(runs, "Warning", "warning", "text");
        Optional<string>(runs, "Error", "error", "text");
        runs.HasKey("Id");
        runs.HasIndex("Store").IsUnique().HasFilter("finished_at is null").HasDatabaseName("reconciliation_runs_open");
        runs.HasIndex("Store", "StartedAt").HasDatabaseName("reconciliation_runs_started");
        runs.ToTable("reconciliation_runs", (string?)null);
    }

    private static void Findings(EntityTypeBuilder findings)
    {
        Required<long>(findings, "Id", "id", "bigint").ValueGeneratedOnAdd().UseIdentityAlwaysColumn();
        Required<long>(findings, "RunId", "run_id", "bigint");
        Required<string>(findings, "Store", "store", "text");
        Required<long>(findings, "OrderId", "order_id", "bigint");
        Required<short>(findings, "Kind", "kind", "smallint");
        Required<string>(findings, "Detail", "detail", "text");
        Required<bool>(findings, "Healed", "healed", "boolean");
        Required<DateTimeOffset>(findings, "FoundAt", "found_at", TimeType).ValueGeneratedOnAdd().HasDefaultValueSql("now()");
        findings.HasKey("Id");
        findings.HasIndex("RunId").HasDatabaseName("reconciliation_findings_of_run");
        findings.HasIndex("Store", "OrderId").HasDatabaseName("reconciliation_findings_order");
        findings.ToTable("reconciliation_findings", (string?)null);
    }

    private static void Count(EntityTypeBuilder entity, string name, string column) =>
        Required<int>(entity, name, column, "integer").ValueGeneratedOnAdd().HasDefaultValue(0);

    private static PropertyBuilder<T> Required<T>(EntityTypeBuilder entity, string name, string column, string type) =>
        entity.Property<T>(name).IsRequired().HasColumnType(type).HasColumnName(column);

    private static void Optional<T>(EntityTypeBuilder entity, string name, string column, string type) =>
        entity.Property<T>(name).IsRequired(false).HasColumnType(type).HasColumnName(column);
}
