using Npgsql;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.BackOffice;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

/// <summary>What each service can do with the database, and what it cannot.</summary>
[Collection(UsesServers.Name)]
public sealed class RoleTests(Servers servers) : IAsyncLifetime
{
    private const string Tables = """
        SELECT tablename FROM pg_tables WHERE schemaname = 'public'
            AND tablename NOT IN ('audit_log', 'console_sessions', 'form_keys', '__EFMigrationsHistory')
        """;

    private const string Password = "p' \\ ; --\"$1";

    // Roles belong to the server, which all tests share.
    private readonly string _suffix = Guid.NewGuid().ToString("N")[..12];

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        await MigrateAsync(Roles());
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Ingress_stores_deliveries_and_notes_the_first_start_of_a_store()
    {
        await using var ingress = Source("ingress");
        var inbox = new InboxTable(ingress);
        Assert.True(Assert.Single(await inbox.InsertAsync([Delivery()], CancellationToken.None)));
        Assert.False(Assert.Single(await inbox.InsertAsync([Delivery()], CancellationToken.None)));
        await new StoreTable(ingress).RememberAsync(["default"], CancellationToken.None);
    }

    [Fact]
    public async Task Ingress_notes_whether_deliveries_are_refused()
    {
        await using var ingress = Source("ingress");
        var stores = new StoreTable(ingress);
        await stores.RememberAsync(["default"], CancellationToken.None);
        await stores.RefusedAsync("default", CancellationToken.None);
        Assert.Single(await stores.TellRefusalsAsync(TimeSpan.Zero, CancellationToken.None));
        Assert.NotNull(await stores.AcceptedAsync("default", TimeSpan.Zero, CancellationToken.None));
    }

    [Theory]
    [InlineData("SELECT body FROM inbox")]
    [InlineData("UPDATE inbox SET state = 1")]
    [InlineData("DELETE FROM inbox")]
    [InlineData("SELECT order_id FROM orders")]
    [InlineData("UPDATE orders SET state = 2")]
    [InlineData("SELECT actor FROM audit_log")]
    [InlineData("DELETE FROM audit_log")]
    [InlineData("SELECT token_hash FROM console_sessions")]
    [InlineData("DROP TABLE inbox")]
    [InlineData("CREATE TABLE another (id int)")]
    public async Task Ingress_can_do_nothing_else(string sql) => await AssertRefusedAsync("ingress", sql);

    [Theory]
    [InlineData("UPDATE audit_log SET actor = 'nobody'")]
    [InlineData("DELETE FROM audit_log")]
    [InlineData("TRUNCATE audit_log")]
    [InlineData("DELETE FROM inbox")]
    [InlineData("DELETE FROM orders")]
    [InlineData("DROP TABLE orders")]
    public async Task Console_takes_nothing_away_of_what_happened(string sql) =>
        await AssertRefusedAsync("console", sql);

    [Theory]
    [InlineData("UPDATE audit_log SET actor = 'nobody'")]
    [InlineData("SELECT token_hash FROM console_sessions")]
    [InlineData("DROP TABLE orders")]
    public async Task Worker_changes_no_record_and_sees_no_session(string sql) =>
        await AssertRefusedAsync("worker", sql);

    [Fact]
    public async Task Worker_may_do_everything_with_what_it_works_on()
    {
        await using var worker = Source("worker");
        foreach (var table in await _database.RowsAsync(Tables))
        {
            await ExecuteAsync(worker, $"SELECT * FROM {table}");
            await ExecuteAsync(worker, $"DELETE FROM {table}");
        }
    }

    [Fact]
    public async Task Console_works_by_its_role()
    {
        await using var console = await RunningConsole.StartAsync(
            servers,
            _database,
            $"--ConnectionStrings:syncdb={ConnectionString("console")}"
        );
        await _database.ExecuteAsync(
            """
            INSERT INTO orders (store, order_id, status, standing, is_prepaid, source_updated_at_is_instant, adopted,
                state, intent, attempts, fence, created_at, updated_at, reason, finished_at)
            VALUES ('default', 1, 'success', 1, false, false, false, 4, 0, 1, 5, now(), now(), 'not_found', now())
            """
        );

        await console.Operator.RetryAsync("default", 1, new() { Note = "mended" }, default);
        Assert.Equal(["olga retry"], await _database.RowsAsync("SELECT actor, action FROM audit_log"));
        Assert.True(await console.LetsInAsync((await console.SignInAsync(RunningConsole.OperatorKey)).Cookie));
        var report = await console.Viewer.DoctorAsync(default);
        Assert.Equal("ok", report.Checks.Single(check => check.Name == "migrations").Status);
    }

    [Fact]
    public async Task Roles_get_a_new_password_and_their_rights_with_each_migration()
    {
        var before = await KeptPasswordAsync();
        await _database.ExecuteAsync($"REVOKE ALL ON inbox FROM {Name("ingress")}");
        await MigrateAsync(Roles());

        Assert.NotEqual(before, await KeptPasswordAsync(), StringComparer.Ordinal);
        await using var ingress = Source("ingress");
        Assert.True(Assert.Single(await new InboxTable(ingress).InsertAsync([Delivery()], CancellationToken.None)));
    }

    [Fact]
    public async Task Password_comes_to_the_server_as_what_the_server_keeps_of_it() =>
        Assert.StartsWith("SCRAM-SHA-256$4096:", await KeptPasswordAsync(), StringComparison.Ordinal);

    [Theory]
    [InlineData("no such role", "lower-case letters")]
    [InlineData("nobody_has_made_it", "does not exist")]
    [InlineData("postgres", "owns the tables")]
    public async Task Role_that_cannot_be_is_refused_and_says_why(string name, string problem)
    {
        var options = new DatabaseRolesOptions { Ingress = new DatabaseRoleOptions { Name = name } };
        var failure = await Assert.ThrowsAsync<MigrationFailedException>(() => MigrateAsync(options));
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    private Task<string> KeptPasswordAsync() =>
        _database.ScalarAsync<string>($"SELECT rolpassword FROM pg_authid WHERE rolname = '{Name("ingress")}'");

    private DatabaseRolesOptions Roles() =>
        new()
        {
            Ingress = Role("ingress"),
            Worker = Role("worker"),
            Console = Role("console"),
        };

    private DatabaseRoleOptions Role(string part) => new() { Name = Name(part), Password = Password };

    private string Name(string part) => $"{part}_{_suffix}";

    private async Task MigrateAsync(DatabaseRolesOptions roles)
    {
        await using var context = Schema.Context(_database.Source);
        await Schema.Migrator(context, roles).MigrateAsync(CancellationToken.None);
    }

    private string ConnectionString(string part) =>
        new NpgsqlConnectionStringBuilder(_database.ConnectionString)
        {
            Username = Name(part),
            Password = Password,
            Pooling = false,
        }.ConnectionString;

    private NpgsqlDataSource Source(string part) => NpgsqlDataSource.Create(ConnectionString(part));

    private async Task AssertRefusedAsync(string part, string sql)
    {
        await using var source = Source(part);
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(source, sql));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static DeliveryRow Delivery() =>
        new()
        {
            Store = "default",
            Topic = "order/created",
            ResourceKey = "order/1",
            DedupeKey = new byte[32],
            Body = "{}"u8.ToArray(),
        };
}
