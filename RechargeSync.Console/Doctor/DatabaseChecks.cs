using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Doctor;

/// <summary>Whether what Postgres has committed stays, and whether all of it has.</summary>
internal sealed class DatabaseChecks(NpgsqlDataSource database, IDbContextFactory<SyncDbContext> contexts)
{
    private const string Ask = """
        SELECT current_setting('fsync') = 'on', current_setting('full_page_writes') = 'on',
            current_setting('synchronous_standby_names') <> ''
        """;

    public async Task<CheckResult> DurabilityAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Ask);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return Judge(reader.GetBoolean(0), reader.GetBoolean(1), reader.GetBoolean(2));
    }

    public async Task<CheckResult> LineageAsync(CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return Judge(await context.Lineage.AsNoTracking().SingleOrDefaultAsync(cancellationToken));
    }

    internal static CheckResult Judge(bool syncs, bool writesPages, bool hasStandby) =>
        !syncs
            ? CheckResult.Warning(
                "fsync is off: what was answered 200 is lost with the machine's power.",
                "Set fsync = on in Postgres's configuration."
            )
        : !writesPages
            ? CheckResult.Warning(
                "full_page_writes is off: a page that was half written may be lost.",
                "Set full_page_writes = on, unless the file system writes whole pages."
            )
        : CheckResult.Ok(
            hasStandby
                ? "Commits wait for the disk, and for a standby."
                : "Commits wait for the disk; without a synchronous standby a failover may lose the last of them, which "
                    + "is noticed and made good."
        );

    internal static CheckResult Judge(LineageRow? lineage) =>
        lineage switch
        {
            null => CheckResult.Skipped("No Worker has run yet.", "Start a Worker."),
            { RestoredAt: null } => CheckResult.Ok("The database has lost no commits."),
            { Confirmed: false, RestoredAt: { } at, RestoredTo: var to } => CheckResult.Warning(
                $"The database was restored, or a standby took over with commits missing, as was found at {Text(at)}. "
                    + (to is { } known ? $"It was last alive at {Text(known)}." : "From when it is, is not known."),
                "Every order from before is looked up before it is created, and the stores are walked from that time on. "
                    + "Where it was restored to an earlier time, or none is known: rechargesync restored --to TIME"
            ),
            { RestoredAt: { } at, RestoredTo: var to } => CheckResult.Ok(
                $"The database was restored to {(to is { } known ? Text(known) : "?")}, as was said at {Text(at)}."
            ),
        };

    private static string Text(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
