using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using RechargeSync.Testing.Processes;

namespace RechargeSync.IntegrationTests.Storage;

[Collection(UsesServers.Name)]
public sealed class MigratorTests(Servers servers)
{
    private const string Initial = "20261129050815_Initial";
    private const string Compression = "20261129050930_InboxCompression";

    // The statement of the migration InboxCompression; it waits for whoever reads the inbox.
    private const string Compress = "DO $$ BEGIN";
    private const string ReadInbox = "BEGIN; LOCK TABLE inbox IN ACCESS SHARE MODE";

    private static readonly LockPatience s_patient = new() { Wait = TimeSpan.FromMinutes(1) };
    private static readonly LockPatience s_hasty = new()
    {
        Wait = TimeSpan.FromMilliseconds(50),
        Pause = TimeSpan.FromMilliseconds(10),
    };

    [Fact]
    public async Task Migrators_at_once_make_one_schema_of_an_empty_database()
    {
        await using var database = await servers.CreateEmptyDatabaseAsync();
        var tables = new CountedCommands("CREATE TABLE audit_log");
        var migrators = Enumerable.Range(0, 3).Select(_ => Task.Run(() => MigrateAsync(database, "migrator", tables)));
        await Task.WhenAll(migrators).InTimeAsync();
        await AssertAllAppliedAsync(database);
        Assert.Equal(1, tables.Count);
    }

    /// <summary>
    /// EF's own lock ends with the first migration's commit: with it alone, each takes migrations that the other has on
    /// its list.
    /// </summary>
    [Fact]
    public async Task Migrators_that_begin_together_apply_each_of_many_migrations_once()
    {
        await using var database = await DatabaseWithoutMigrationsAsync();
        var tables = new CountedCommands("CREATE TABLE audit_log");
        var compressions = new CountedCommands(Compress);

        // Whoever reads the history keeps EF's lock away from both, until both have come as far as they can.
        await using var reader = await SessionAsync(database, $"BEGIN; {Schema.History}");
        var first = Task.Run(() => MigrateAsync(database, "first", tables, compressions));
        var second = Task.Run(() => MigrateAsync(database, "second", tables, compressions));
        await UntilSessionAsync(database, "first", "wait_event_type = 'Lock' OR query LIKE '%pg_try_advisory_lock%'");
        await UntilSessionAsync(database, "second", "wait_event_type = 'Lock' OR query LIKE '%pg_try_advisory_lock%'");

        await reader.CloseAsync();
        await Task.WhenAll(first, second).InTimeAsync();
        await AssertAllAppliedAsync(database);
        Assert.Equal((1, 1), (tables.Count, compressions.Count));
    }

    [Fact]
    public async Task Migrator_that_waits_lets_the_one_at_work_build_an_index_concurrently()
    {
        await using var database = await servers.CreateDatabaseAsync();
        var key = Migrator.LockKey.ToString(CultureInfo.InvariantCulture);
        await using var atWork = await SessionAsync(database, $"SELECT pg_advisory_lock({key})");
        var waiting = MigrateAsync(database, "waiting");
        await UntilSessionAsync(database, "waiting", "query LIKE '%advisory_lock%'");

        await using var build = new NpgsqlCommand("CREATE INDEX CONCURRENTLY inbox_topic ON inbox (topic)", atWork);
        await build.ExecuteNonQueryAsync().InTimeAsync();
        Assert.False(waiting.IsCompleted);

        await atWork.CloseAsync();
        await waiting.InTimeAsync();
    }

    /// <summary>The context's own time-out is 1 s.</summary>
    [Fact]
    public async Task Statement_that_takes_longer_than_the_time_out_runs_once()
    {
        await using var database = await DatabaseAtAsync(Initial);
        await using var reader = await SessionAsync(database, ReadInbox);
        var statements = new CountedCommands(Compress);
        var migrating = MigrateAsync(database, "slow", statements);
        await UntilSessionAsync(
            database,
            "slow",
            $"query LIKE '{Compress}%' AND clock_timestamp() - query_start > interval '2.5 s'"
        );

        await reader.CloseAsync();
        await migrating.InTimeAsync();
        Assert.Equal(1, statements.Count);
        await AssertAllAppliedAsync(database);
    }

    [Fact]
    public async Task Statement_that_fails_is_not_repeated_even_where_EF_takes_its_failure_for_transient()
    {
        await using var database = await DatabaseAtAsync(Initial);
        await using var reader = await SessionAsync(database, ReadInbox);
        var statements = new CountedCommands(Compress);
        Assert.StartsWith(
            $"{NotApplied(Compression)}: 55P03: canceling statement due to lock timeout, 1 times; 'rechargesync doctor'",
            await FailureAsync(MigrateAsync(database, "migrator", s_hasty with { Tries = 1 }, statements)),
            StringComparison.Ordinal
        );
        Assert.Equal(1, statements.Count);
    }

    /// <summary>
    /// A dump or a report reads the inbox for as long as it likes, and deliveries go on: they would queue behind a
    /// migration that waits for that reader.
    /// </summary>
    [Fact]
    public async Task Migration_that_waits_for_a_long_read_lets_those_who_write_through_and_tries_again()
    {
        await using var database = await DatabaseAtAsync(Initial);
        await database.ExecuteAsync(
            """
            INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state)
            SELECT 'default', 'order/created', 'order/' || n, int4send(n), '', 1 FROM generate_series(1, 100000) AS n
            """
        );
        await using var reader = await SessionAsync(database, ReadInbox);
        var tries = new CountedCommands(Compress);
        var migrating = MigrateAsync(database, "migrator", s_hasty with { Tries = int.MaxValue }, tries);
        for (var order = 1; order <= 3; order++)
        {
            var before = tries.Count;
            await Until.TrueAsync(() => Task.FromResult(tries.Count > before), "the migration tries again");
            await database.DeliverAsync(WorkKey.Order("default", order)).InTimeAsync();
        }

        Assert.False(migrating.IsCompleted);
        await reader.CloseAsync();
        await migrating.InTimeAsync();
        await AssertAllAppliedAsync(database);
    }

    /// <summary>
    /// The build waits for everybody who wrote before it, here a transaction that is still open, and nobody waits for
    /// it.
    /// </summary>
    [Fact]
    public async Task Index_is_built_beside_those_who_write_and_again_where_a_build_was_broken_off()
    {
        await using var database = await servers.CreateDatabaseAsync();
        var migration = new MigrationBuilder(activeProvider: null);
        migration.BuildIndex("inbox_topic", "inbox (topic)");
        var texts = migration.Operations.Cast<SqlOperation>().Select(operation => operation.Sql).ToList();
        await using var writer = await SessionAsync(
            database,
            "BEGIN; INSERT INTO inbox (store, topic, resource_key, dedupe_key, body, state) VALUES ('s', 't', '', '', '', 1)"
        );
        await using (var broken = await SessionAsync(database, "SET lock_timeout = 50"))
        {
            await using var build = new NpgsqlCommand(texts[1], broken);
            await Assert.ThrowsAsync<PostgresException>(() => build.ExecuteNonQueryAsync());
        }

        var building = BuildAsync();
        await UntilSessionAsync(database, "builder", "query LIKE '%INDEX CONCURRENTLY%' AND wait_event_type = 'Lock'");
        await database.DeliverAsync(WorkKey.Order("default", 1)).InTimeAsync();
        Assert.False(building.IsCompleted);

        await writer.CloseAsync();
        await building.InTimeAsync();
        Assert.Equal(
            "True",
            Assert.Single(
                await database.RowsAsync("SELECT indisvalid FROM pg_index WHERE indexrelid = 'inbox_topic'::regclass")
            )
        );

        async Task BuildAsync()
        {
            await using var builder = await SessionAsync(database, "SET application_name = 'builder'");
            foreach (var text in texts)
            {
                await using var command = new NpgsqlCommand(text, builder) { CommandTimeout = 0 };
                await command.ExecuteNonQueryAsync();
            }
        }
    }

    [Fact]
    public async Task Migration_that_fails_leaves_nothing_behind_and_the_next_run_goes_on_with_it()
    {
        await using var database = await servers.CreateEmptyDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE reconciliation_runs ()");
        Assert.Equal(
            $"{NotApplied(Initial)}: 42P07: relation \"reconciliation_runs\" already exists",
            await FailureAsync(MigrateAsync(database, "migrator"))
        );
        Assert.Empty(await database.RowsAsync(Schema.History));
        Assert.Empty(await database.RowsAsync("SELECT 1 FROM pg_class WHERE relname = 'reconciliation_jobs'"));

        await database.ExecuteAsync("DROP TABLE reconciliation_runs");
        await MigrateAsync(database, "migrator").InTimeAsync();
        await AssertAllAppliedAsync(database);
    }

    [Fact]
    public async Task Migration_that_fails_keeps_those_before_it()
    {
        await using var database = await DatabaseAtAsync(Initial);
        await database.ExecuteAsync("ALTER TABLE inbox RENAME TO elsewhere");
        Assert.Equal(
            $"{NotApplied(Compression)}: 42P01: relation \"inbox\" does not exist",
            await FailureAsync(MigrateAsync(database, "migrator"))
        );
        Assert.Equal([Initial], await database.RowsAsync(Schema.History), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Migration_that_is_older_than_one_that_is_applied_takes_nothing_back()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await database.ExecuteAsync($"""DELETE FROM "__EFMigrationsHistory" WHERE "MigrationId" = '{Compression}'""");
        var before = await SchemaText.WholeAsync(database);
        await MigrateAsync(database, "migrator").InTimeAsync();
        await AssertAllAppliedAsync(database);
        Assert.Equal(before, await SchemaText.WholeAsync(database));
    }

    [Fact]
    public async Task Database_of_a_version_from_before_the_first_release_is_refused_with_what_to_do()
    {
        await using var database = await DatabaseWithoutMigrationsAsync();
        await database.ExecuteAsync(
            """INSERT INTO "__EFMigrationsHistory" VALUES ('20261121000000_Initial', '10.0.0')"""
        );
        var message = await FailureAsync(MigrateAsync(database, "migrator"));
        Assert.StartsWith(
            "Nothing was migrated: the database's history begins with 20261121000000_Initial, "
                + $"this version's with {Initial}.",
            message,
            StringComparison.Ordinal
        );
        Assert.Contains("drop the database", message, StringComparison.Ordinal);
        Assert.Empty(await database.RowsAsync("SELECT 1 FROM pg_class WHERE relname = 'inbox'"));
    }

    [Fact]
    public async Task Migration_that_fails_outside_a_transaction_says_that_a_part_of_it_may_be_there()
    {
        await using var database = await servers.CreateEmptyDatabaseAsync();
        await using var context = new SyncDbContext(
            new DbContextOptionsBuilder<SyncDbContext>()
                .UseNpgsql(database.Source, npgsql => npgsql.MigrationsAssembly(typeof(HalfDone).Assembly.FullName))
                .Options
        );
        Assert.Equal(
            $"{NotApplied(HalfDone.Id)}, and of its statements outside a transaction some may have taken effect: "
                + "42P01: table \"nowhere\" does not exist",
            await FailureAsync(Schema.Migrator(context).MigrateAsync(CancellationToken.None))
        );
        Assert.Single(await database.RowsAsync("SELECT 1 FROM pg_class WHERE relname = 'half_done'"));
    }

    /// <summary>The lock is the session's, so nobody migrates without it.</summary>
    [Fact]
    public async Task Migrator_that_loses_its_session_stops_and_another_finishes_its_work()
    {
        await using var database = await DatabaseAtAsync(Initial);
        await using var reader = await SessionAsync(database, ReadInbox);
        var losing = MigrateAsync(database, "losing");
        await UntilSessionAsync(
            database,
            "losing",
            "wait_event_type = 'Lock' AND pid IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted)"
        );
        await database.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'losing'"
        );
        Assert.StartsWith($"{NotApplied(Compression)}: 57P01: ", await FailureAsync(losing), StringComparison.Ordinal);

        await reader.CloseAsync();
        await MigrateAsync(database, "finishing").InTimeAsync();
        await AssertAllAppliedAsync(database);
    }

    [Fact]
    public async Task Worker_that_cannot_migrate_ends_with_code_1_and_one_line_that_says_why()
    {
        await using var database = await servers.CreateEmptyDatabaseAsync();
        await database.ExecuteAsync("CREATE TABLE audit_log ()");
        Assert.Equal(
            (1, $"RechargeSync.Worker: {NotApplied(Initial)}: 42P07: relation \"audit_log\" already exists"),
            await RunWorkerAsync(database.ConnectionString)
        );

        await database.ExecuteAsync("DROP TABLE audit_log");
        Assert.Equal((0, ""), await RunWorkerAsync(database.ConnectionString));
    }

    [Fact]
    public async Task Worker_that_finds_no_database_ends_with_code_1_and_one_line_that_says_so()
    {
        var nowhere = new NpgsqlConnectionStringBuilder(servers.NewConnectionString());
        Assert.Equal(
            (1, $"RechargeSync.Worker: Nothing was migrated: 3D000: database \"{nowhere.Database}\" does not exist"),
            await RunWorkerAsync(nowhere.ConnectionString)
        );
    }

    private static string NotApplied(string id) => $"Migration {id} failed and is not applied, those before it are";

    private static async Task<string> FailureAsync(Task migrating) =>
        (await Assert.ThrowsAsync<MigrationFailedException>(() => migrating.InTimeAsync())).Message;

    private static async Task AssertAllAppliedAsync(TestDatabase database)
    {
        await using var context = Schema.Context(database.Source);
        var all = context.Database.GetMigrations();
        Assert.Equal(all, await database.RowsAsync(Schema.History), StringComparer.Ordinal);
    }

    private static Task UntilSessionAsync(TestDatabase database, string name, string condition) =>
        Until.TrueAsync(
            async () =>
                (
                    await database.RowsAsync(
                        $"""
                        SELECT pid FROM pg_stat_activity
                        WHERE datname = current_database() AND application_name = '{name}' AND ({condition})
                        """
                    )
                ).Count == 1,
            $"session {name}: {condition}"
        );

    // Ends, and gives up what it holds, when it is closed.
    private static async Task<NpgsqlConnection> SessionAsync(TestDatabase database, string sql)
    {
        var connection = new NpgsqlConnection(database.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    // As Aspire registers it, with retries and a time-out: both are shorter here.
    private static Task MigrateAsync(TestDatabase database, string name, params IInterceptor[] interceptors) =>
        MigrateAsync(database, name, s_patient, interceptors);

    private static async Task MigrateAsync(
        TestDatabase database,
        string name,
        LockPatience patience,
        params IInterceptor[] interceptors
    )
    {
        await using var context = new SyncDbContext(
            new DbContextOptionsBuilder<SyncDbContext>()
                .UseNpgsql(
                    $"{database.ConnectionString};Pooling=false;Application Name={name}",
                    npgsql => npgsql.CommandTimeout(1).EnableRetryOnFailure(2, TimeSpan.FromMilliseconds(100), null)
                )
                .AddInterceptors(interceptors)
                .Options
        );
        await Schema.Migrator(context, patience: patience).MigrateAsync(CancellationToken.None);
    }

    private static async Task<(int ExitCode, string Errors)> RunWorkerAsync(string connectionString)
    {
        string[] arguments = [Programs.Built("RechargeSync.Worker"), "migrate"];
        var spec = new ChildSpec("migrate", Programs.Dotnet, arguments, AppContext.BaseDirectory)
        {
            Environment = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                [$"ConnectionStrings__{StorageServices.ConnectionName}"] = connectionString,
            },
        };
        using var worker = await Launcher.StartAsync(spec);
        var errors = worker.StandardError.ReadToEndAsync();
        await worker.StandardOutput.ReadToEndAsync().InTimeAsync();
        await worker.WaitForExitAsync().InTimeAsync();
        return (worker.ExitCode, (await errors).TrimEnd());
    }

    private async Task<TestDatabase> DatabaseWithoutMigrationsAsync()
    {
        var database = await servers.CreateEmptyDatabaseAsync();
        await using var context = Schema.Context(database.Source);
        await database.ExecuteAsync(context.GetService<IHistoryRepository>().GetCreateScript());
        return database;
    }

    private async Task<TestDatabase> DatabaseAtAsync(string id)
    {
        var database = await servers.CreateEmptyDatabaseAsync();
        await using var context = Schema.Context(database.Source);
        await context.Database.MigrateAsync(id);
        return database;
    }
}
