using Microsoft.EntityFrameworkCore;

namespace RechargeSync.Core.Storage;

/// <summary>The tables of reconciliation in the model.</summary>
internal static class ReconciliationModel
{
    public static void Configure(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<ReconciliationJobRow>(jobs =>
        {
            jobs.ToTable("reconciliation_jobs").HasKey(row => new { row.Store, row.Job });
            jobs.Property(row => row.Fence).HasDefaultValue(0L);
            jobs.Property(row => row.DueAt).HasDefaultValueSql("now()");
            jobs.Property(row => row.Attempts).HasDefaultValue(0);
            jobs.Property(row => row.SampledId).HasDefaultValue(0L);
        });

        modelBuilder.Entity<ReconciliationRunRow>(runs =>
        {
            runs.ToTable("reconciliation_runs").HasKey(row => row.Id);
            runs.Property(row => row.Id).UseIdentityAlwaysColumn();
            runs.Property(row => row.Pages).HasDefaultValue(0);
            runs.Property(row => row.Checked).HasDefaultValue(0);
            runs.Property(row => row.Missing).HasDefaultValue(0);
            runs.Property(row => row.Extra).HasDefaultValue(0);
            runs.Property(row => row.Different).HasDefaultValue(0);
            runs.Property(row => row.Healed).HasDefaultValue(0);
            runs.Property(row => row.Again).HasDefaultValue(false);
            runs.Property(row => row.DryRun).HasDefaultValue(false);
            runs.HasIndex(row => row.Store)
                .IsUnique()
                .HasFilter("finished_at is null")
                .HasDatabaseName("reconciliation_runs_open");
            runs.HasIndex(row => new { row.Store, row.StartedAt }).HasDatabaseName("reconciliation_runs_started");
        });

        modelBuilder.Entity<ReconciliationFindingRow>(findings =>
        {
            findings.ToTable("reconciliation_findings").HasKey(row => row.Id);
            findings.Property(row => row.Id).UseIdentityAlwaysColumn();
            findings.Property(row => row.FoundAt).HasDefaultValueSql("now()");
            findings
                .HasOne<ReconciliationRunRow>()
                .WithMany()
                .HasForeignKey(row => row.RunId)
                .OnDelete(DeleteBehavior.Cascade)
                .HasConstraintName("reconciliation_findings_run");
            findings.HasIndex(row => row.RunId).HasDatabaseName("reconciliation_findings_of_run");
            findings.HasIndex(row => new { row.Store, row.OrderId }).HasDatabaseName("reconciliation_findings_order");
        });
    }
}
