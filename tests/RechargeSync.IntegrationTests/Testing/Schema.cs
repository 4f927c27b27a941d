using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using RechargeSync.Core.Storage;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>Makes the product's schema in the product's way.</summary>
internal static class Schema
{
    /// <summary>The migrations that are applied.</summary>
    public const string History = """SELECT "MigrationId" FROM "__EFMigrationsHistory" ORDER BY 1""";

    public static SyncDbContext Context(NpgsqlDataSource source) =>
        new(new DbContextOptionsBuilder<SyncDbContext>().UseNpgsql(source).Options);

    public static Migrator Migrator(
        SyncDbContext context,
        DatabaseRolesOptions? roles = null,
        LockPatience? patience = null
    ) =>
        new(
            context,
            new DatabaseRoles(context, Options.Create(roles ?? new DatabaseRolesOptions())),
            TimeProvider.System,
            NullLogger<Migrator>.Instance,
            patience
        );

    public static async Task MigrateAsync(NpgsqlDataSource source, CancellationToken cancellationToken)
    {
        await using var context = Context(source);
        await Migrator(context).MigrateAsync(cancellationToken);
    }
}
