using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Brings the database's schema up to date, and what the services' roles may do with it. Safe when several run at once:
/// one works, the others wait and then find nothing to do. Safe beside writers: it stands in nobody's way for longer
/// than <see cref="LockPatience"/> says.
/// </summary>
internal sealed class Migrator(
    SyncDbContext database,
    DatabaseRoles roles,
    TimeProvider clock,
    ILogger<Migrator> log,
    LockPatience? patience = null
)
{
    /// <summary>The advisory lock that the migrator at work holds.</summary>
    internal const long LockKey = 0x5265636861726765;

    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(250);

    private readonly LockPatience _patience = patience ?? new LockPatience();

    /// <exception cref="MigrationFailedException">A migration failed, or the database cannot be reached.</exception>
    public Task MigrateAsync(CancellationToken cancellationToken)
    {
        // A long statement is no failure; a failed one is not repeated, for nobody knows what it has left behind.
        database.Database.SetCommandTimeout(0);
        return new OneTry(database).ExecuteAsync(OnlyOneAsync, cancellationToken);
    }

    // The lock lives in the session that migrates. A session that is lost takes its lock and its migration with it; one
    // whose client has died goes on to the end of its statement, and the lock keeps the next migrator waiting for that.
    private async Task OnlyOneAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.Database.OpenConnectionAsync(cancellationToken);
            await LockAsync(cancellationToken);
            await SetAsync("statement_timeout", TimeSpan.Zero, cancellationToken);
        }
        catch (DbException exception)
        {
            throw new MigrationFailedException($"Nothing was migrated: {Reason(exception)}", exception);
        }

        try
        {
            await RefuseOtherHistoryAsync(cancellationToken);
            await ApplyAllAsync(cancellationToken);
            await roles.GrantAsync(cancellationToken);
        }
        catch (Exception exception) when (DatabaseError(exception) is { } error)
        {
            throw new MigrationFailedException($"{await WhatFailedAsync()}: {Reason(error)}", exception);
        }
        finally
        {
            await UnlockAsync();
        }
    }

    // EF takes back what is newer than its target: where a newer one is applied already, that is the target.
    private async Task ApplyAllAsync(CancellationToken cancellationToken)
    {
        var newest = (await database.Database.GetAppliedMigrationsAsync(cancellationToken)).LastOrDefault();
        foreach (var id in await database.Database.GetPendingMigrationsAsync(cancellationToken))
        {
            await ApplyAsync(id, string.CompareOrdinal(id, newest) > 0 ? id : newest!, cancellationToken);
        }
    }

    // Whoever waits for a lock on a table keeps all who come after waiting too, be it behind one long read: the wait is
    // short, and is begun again once they have had their turn. What is built beside writers waits for those that were
    // there before, as long as that takes, and nobody waits for it.
    private async Task ApplyAsync(string id, string target, CancellationToken cancellationToken)
    {
        await SetAsync("lock_timeout", IsAtomic(id) ? _patience.Wait : TimeSpan.Zero, cancellationToken);
        for (var attempt = 1; true; attempt++)
        {
            try
            {
                await database.Database.MigrateAsync(target, cancellationToken);
                return;
            }
            catch (Exception exception) when (attempt < _patience.Tries && IsLockTimeout(DatabaseError(exception)))
            {
                log.WaitsForLock(id, attempt, _patience.Tries);
                await Task.Delay(_patience.Pause, clock, cancellationToken);
            }
        }
    }

    private async Task SetAsync(string setting, TimeSpan time, CancellationToken cancellationToken)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"SET {setting} = {time.TotalMilliseconds:0}");
        await using var command = new NpgsqlCommand(text, (NpgsqlConnection)database.Database.GetDbConnection());
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // A history that does not begin like ours is one of a version from before the first release: nothing leads from
    // there to here, and its tables would only get into the way.
    private async Task RefuseOtherHistoryAsync(CancellationToken cancellationToken)
    {
        var ours = database.Database.GetMigrations().First();
        var applied = await database.Database.GetAppliedMigrationsAsync(cancellationToken);
        if (applied.FirstOrDefault() is { } first && first != ours)
        {
            throw new MigrationFailedException(
                $"Nothing was migrated: the database's history begins with {first}, this version's with {ours}. It was "
                    + "made before the first release, and cannot be brought up to date: drop the database (or, where "
                    + "AppHost keeps it, its folder or volume), create it anew, and run migrate again"
            );
        }
    }

    // EF's own lock is one of the history table: it ends with the first migration's commit, while the list of those to
    // come has been read before. Nobody waits inside a statement: that would hold a snapshot, and CREATE INDEX
    // CONCURRENTLY in the other migrator would wait for it for ever.
    private async Task LockAsync(CancellationToken cancellationToken)
    {
        for (var first = true; !await AskAsync("SELECT pg_try_advisory_lock(@key)", cancellationToken); first = false)
        {
            if (first)
            {
                log.WaitsForMigrator();
            }

            await Task.Delay(s_pause, clock, cancellationToken);
        }
    }

    private async Task UnlockAsync()
    {
        if (database.Database.GetDbConnection().State is ConnectionState.Open)
        {
            await AskAsync("SELECT pg_advisory_unlock(@key)", CancellationToken.None);
        }

        await database.Database.CloseConnectionAsync();
    }

    private async Task<bool> AskAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, (NpgsqlConnection)database.Database.GetDbConnection());
        command.Parameters.Add(new NpgsqlParameter<long>("key", LockKey));
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    // Each migration commits by itself, in order: the first that is not in the history is the one that failed.
    private async Task<string> WhatFailedAsync()
    {
        IEnumerable<string> pending;
        try
        {
            pending = await database.Database.GetPendingMigrationsAsync(CancellationToken.None);
        }
        catch (DbException)
        {
            return "The database was lost on the way, and cannot be asked how far that came; run migrate again";
        }

        if (pending.FirstOrDefault() is not { } failed)
        {
            return "All migrations are applied, but what follows them failed";
        }

        var rest = IsAtomic(failed) ? "" : ", and of its statements outside a transaction some may have taken effect";
        return $"Migration {failed} failed and is not applied, those before it are{rest}";
    }

    private bool IsAtomic(string id)
    {
        var migrations = database.GetService<IMigrationsAssembly>();
        return !migrations
            .CreateMigration(migrations.Migrations[id], database.Database.ProviderName!)
            .UpOperations.OfType<SqlOperation>()
            .Any(operation => operation.SuppressTransaction);
    }

    private static DbException? DatabaseError(Exception? exception) =>
        exception is null or DbException ? exception as DbException : DatabaseError(exception.InnerException);

    private static bool IsLockTimeout(DbException? error) =>
        error is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable };

    // Without Postgres's detail, which may quote a row.
    private string Reason(DbException exception) =>
        exception switch
        {
            PostgresException refusal when IsLockTimeout(refusal) =>
                $"{refusal.SqlState}: {refusal.MessageText}, {_patience.Tries} times; 'rechargesync doctor' names "
                    + "transactions that have been open for long: end them, and run migrate again",
            PostgresException refusal => $"{refusal.SqlState}: {refusal.MessageText}",
            { InnerException: { } cause } => $"{exception.Message}: {cause.Message}".ReplaceLineEndings(" "),
            _ => exception.Message.ReplaceLineEndings(" "),
        };
}
