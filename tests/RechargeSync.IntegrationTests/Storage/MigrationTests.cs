using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

[Collection(UsesServers.Name)]
public sealed class MigrationTests(Servers servers)
{
    public static TheoryData<string> Ids => [.. WithoutDatabase().Database.GetMigrations()];

    [Fact]
    public async Task Second_migration_finds_nothing_to_do_and_keeps_the_data()
    {
        await using var database = await servers.CreateEmptyDatabaseAsync();
        await Schema.MigrateAsync(database.Source, CancellationToken.None);
        await database.DeliverAsync(WorkKey.Order("default", 1));
        await Schema.MigrateAsync(database.Source, CancellationToken.None);
        Assert.Equal(1, await database.ScalarAsync<long>("SELECT count(*) FROM inbox"));
    }

    [Fact]
    public async Task Every_change_of_the_model_has_its_migration()
    {
        await using var context = WithoutDatabase();
        Assert.False(context.Database.HasPendingModelChanges(), "The model has changed: see docs/database.md.");
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

        Assert.Equal(await SchemaText.OfAsync(described), await SchemaText.OfAsync(migrated));
    }

    /// <summary>From it <c>dotnet ef migrations remove</c> writes the snapshot anew.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Schema_after_each_migration_is_the_one_that_its_designer_file_describes(string id)
    {
        await using var migrated = await servers.CreateEmptyDatabaseAsync();
        await using var described = await servers.CreateEmptyDatabaseAsync();
        await using var context = Schema.Context(migrated.Source);
        await context.Database.MigrateAsync(id);
        foreach (var command in CommandsFor(context, Find(context, id).TargetModel))
        {
            await described.ExecuteAsync(command);
        }

        Assert.Equal(await SchemaText.OfAsync(described), await SchemaText.OfAsync(migrated));
    }

    [Fact]
    public async Task Queue_tables_are_cleaned_up_early_and_leave_room_on_their_pages()
    {
        await using var database = await servers.CreateDatabaseAsync();
        Assert.Equal(
            ["carts", "charges", "inbox", "orders"],
            await database.RowsAsync(
                """
                SELECT relname FROM pg_class
                WHERE 'fillfactor=80' = ANY (reloptions) AND 'autovacuum_vacuum_scale_factor=0.01' = ANY (reloptions)
                ORDER BY 1
                """
            )
        );
    }

    [Fact]
    public async Task Migrations_can_be_taken_back()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var context = Schema.Context(database.Source);
        await context.Database.MigrateAsync("0");
        Assert.Empty(await database.RowsAsync(SchemaText.Columns));
    }

    /// <summary>
    /// The idempotent script puts each text into a block of its own, where a missing last semicolon is an error of
    /// syntax. Several statements in one text are one transaction, in which no index can be built concurrently.
    /// </summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Every_text_of_SQL_ends_with_a_semicolon_and_CONCURRENTLY_stands_alone(string id)
    {
        await using var context = WithoutDatabase();
        var migration = Find(context, id);
        Assert.All(
            migration.UpOperations.Concat(migration.DownOperations).OfType<SqlOperation>(),
            operation =>
            {
                var text = operation.Sql.TrimEnd();
                Assert.EndsWith(";", text, StringComparison.Ordinal);
                if (text.Contains("CONCURRENTLY", StringComparison.OrdinalIgnoreCase))
                {
                    Assert.True(operation.SuppressTransaction, text);
                    Assert.Equal(text.Length - 1, text.IndexOf(';', StringComparison.Ordinal));
                }
            }
        );
    }

    /// <summary>On a table that is new nobody waits.</summary>
    [Fact]
    public async Task Indexes_of_tables_that_may_have_rows_are_built_beside_those_who_write()
    {
        await using var context = WithoutDatabase();
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operations in context.Database.GetMigrations().Select(id => Find(context, id).UpOperations))
        {
            var indexed = operations.OfType<CreateIndexOperation>().Select(index => index.Table);
            Assert.DoesNotContain(indexed, known.Contains);
            known.UnionWith(operations.OfType<CreateTableOperation>().Select(table => table.Name));
        }
    }

    /// <summary>
    /// What has to run outside a transaction cannot be in such a script: this one ends before the first migration of
    /// that kind.
    /// </summary>
    [Fact]
    public async Task Idempotent_script_makes_the_same_schema_however_often_it_runs()
    {
        await using var migrated = await servers.CreateEmptyDatabaseAsync();
        await using var scripted = await servers.CreateEmptyDatabaseAsync();
        await using var context = Schema.Context(migrated.Source);
        var ids = context.Database.GetMigrations().TakeWhile(id => IsAtomic(Find(context, id))).ToList();
        await context.Database.MigrateAsync(ids[^1]);
        var script = context
            .GetService<IMigrator>()
            .GenerateScript(toMigration: ids[^1], options: MigrationsSqlGenerationOptions.Idempotent);
        for (var run = 0; run < 2; run++)
        {
            await scripted.ExecuteAsync(script);
            Assert.Equal(await SchemaText.WholeAsync(migrated), await SchemaText.WholeAsync(scripted));
        }

        Assert.Equal(ids, await scripted.RowsAsync(Schema.History), StringComparer.Ordinal);
    }

    private static SyncDbContext WithoutDatabase() => new SyncDbContextFactory().CreateDbContext([]);

    private static Migration Find(SyncDbContext context, string id)
    {
        var migrations = context.GetService<IMigrationsAssembly>();
        return migrations.CreateMigration(migrations.Migrations[id], context.Database.ProviderName!);
    }

    private static bool IsAtomic(Migration migration) =>
        !migration.UpOperations.OfType<SqlOperation>().Any(operation => operation.SuppressTransaction);

    private static IEnumerable<string> CommandsFor(SyncDbContext context, IModel model)
    {
        model = context.GetService<IModelRuntimeInitializer>().Initialize(model);
        var operations = context.GetService<IMigrationsModelDiffer>().GetDifferences(null, model.GetRelationalModel());
        var commands = context.GetService<IMigrationsSqlGenerator>().Generate(operations, model);
        return commands.Select(command => command.CommandText);
    }
}
