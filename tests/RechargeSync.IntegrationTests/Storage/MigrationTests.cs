using Microsoft.EntityFrameworkCore;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

[Collection(UsesServers.Name)]
public sealed class MigrationTests(Servers servers)
{
    private const string Columns = """
        SELECT table_name, column_name, ordinal_position > 0, data_type, is_nullable, coalesce(column_default, ''), is_identity, coalesce(identity_generation, '')
        FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> '__EFMigrationsHistory' ORDER BY table_name, column_name
        """;

    private const string Indexes = "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> '__EFMigrationsHistory' ORDER BY indexdef";

    private const string Constraints = """
        SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace AND conrelid <> 0 AND conrelid::regclass::text <> '"__EFMigrationsHistory"' AND contype <> 'n' ORDER BY 1, 2
        """;

    [Fact]
    public async Task Two_migrations_at_once_leave_one_schema()
    {
        await using var database = await servers.CreateEmptyDatabaseAsync();
        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => Schema.MigrateAsync(database.Source, CancellationToken.None)))).InTimeAsync();
        Assert.Equal(await AllAsync(database), await AppliedAsync(database));
    }

    [Fact]
    public async Task Second_migration_finds_nothing_to_do_and_keeps_the_data()
    {
        await using var database = await servers.CreateEmptyDatabaseAsync();
        await Schema.MigrateAsync(database.Source, CancellationToken.None);
        await database.DeliverAsync(Core.Sync.WorkKey.Order("default", 1));
        await Schema.MigrateAsync(database.Source, CancellationToken.None);
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM inbox"));
    }

    [Fact]
    public async Task Every_change_of_the_model_has_its_migration()
    {
        await using var database = await servers.CreateEmptyDatabaseAsync();
        await using var context = Schema.Context(database.Source);
        Assert.False(context.Database.HasPendingModelChanges(), "The model and its snapshot differ: write a migration, and the snapshot with it.");
    }

    [Fact]
    public async Task Migrations_make_the_schema_that_the_model_describes()
    {
        await using var migrated = await servers.CreateDatabaseAsync();
        await using var described = await servers.CreateEmptyDatabaseAsync();
        await using (var context = Schema.Context(described.Source))
        {
            await context.Database.EnsureCreatedAsync();
        }

        foreach (var aspect in new[] { Columns, Indexes, Constraints })
        {
            Assert.Equal(string.Join('\n', await described.RowsAsync(aspect)), string.Join('\n', await migrated.RowsAsync(aspect)));
        }
    }

    [Fact]
    public async Task Migrations_can_be_taken_back()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var context = Schema.Context(database.Source);
        await context.Database.MigrateAsync("0");
        Assert.Empty(await database.RowsAsync(Columns));
    }

    private static async Task<string> AllAsync(TestDatabase database)
    {
        await using var context = Schema.Context(database.Source);
        return string.Join(' ', context.Database.GetMigrations());
    }

    private static async Task<string> AppliedAsync(TestDatabase database) =>
        string.Join(' ', await database.RowsAsync("""SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY 1"""));
}
