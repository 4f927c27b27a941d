using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Npgsql;
using RechargeSync.Console.Doctor;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>What the doctor says of tables that have been in use for years.</summary>
[Collection(UsesServers.Name)]
public sealed class TableCheckTests(Servers servers) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private TableChecks _checks = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        _checks = new TableChecks(
            new PooledDbContextFactory<SyncDbContext>(
                new DbContextOptionsBuilder<SyncDbContext>().UseNpgsql(_database.Source).Options
            )
        );
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Fresh_database_has_nothing_to_say()
    {
        Assert.Equal("ok", (await _checks.IndexesAsync(default)).Status);
        Assert.Equal("ok", (await _checks.TransactionsAsync(TableChecks.LongTransaction, default)).Status);
        Assert.Equal("ok", (await _checks.DeadRowsAsync(default)).Status);
    }

    [Fact]
    public async Task Index_whose_build_was_broken_off_is_named()
    {
        await _database.ExecuteAsync("INSERT INTO stores (name, first_started_at) VALUES ('a', now()), ('b', now())");
        await Assert.ThrowsAsync<PostgresException>(() =>
            _database.ExecuteAsync("CREATE UNIQUE INDEX CONCURRENTLY broken ON stores ((length(name)))")
        );
        var check = await _checks.IndexesAsync(default);
        Assert.Equal("failed", check.Status);
        Assert.Contains("broken", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Transaction_that_has_been_open_for_long_is_named()
    {
        await using var report = new NpgsqlConnection(_database.ConnectionString + ";Application Name=report");
        await report.OpenAsync();
        await using var begin = new NpgsqlCommand("BEGIN", report);
        await begin.ExecuteNonQueryAsync();
        await _database.ScalarAsync<int>("SELECT 1");

        var check = await _checks.TransactionsAsync(TimeSpan.Zero, default);
        Assert.Equal("warning", check.Status);
        Assert.Contains("(report)", check.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Dead_rows_that_nobody_cleans_up_are_told_with_their_table()
    {
        await _database.ExecuteAsync("ALTER TABLE stores SET (autovacuum_enabled = off)");
        await _database.ExecuteAsync("INSERT INTO stores SELECT n::text, now() FROM generate_series(1, 60000) AS n");
        await _database.ExecuteAsync("UPDATE stores SET first_started_at = now()");
        await Until.TrueAsync(
            async () => (await _checks.DeadRowsAsync(default)).Message.Contains("stores", StringComparison.Ordinal),
            "the dead rows are counted"
        );
        Assert.Equal("warning", (await _checks.DeadRowsAsync(default)).Status);
    }
}
