using Microsoft.EntityFrameworkCore.Migrations;

namespace RechargeSync.Core.Storage;

/// <summary>Indexes of tables that have rows, as a migration makes and drops them: beside those who write.</summary>
internal static class IndexBuilds
{
    /// <summary>
    /// Builds an index while others write. Each is a statement of its own, outside of any transaction. May be repeated:
    /// a build that failed leaves an index behind that is invalid, costs every write, and serves no read.
    /// </summary>
    /// <param name="migration">The migration, which does nothing else.</param>
    /// <param name="name">The index's name.</param>
    /// <param name="definition">What stands behind <c>ON</c>: the table, its columns, and the condition.</param>
    public static void BuildIndex(this MigrationBuilder migration, string name, string definition)
    {
        migration.DropIndexBesideWriters(name);
        migration.Sql($"CREATE INDEX CONCURRENTLY {name} ON {definition};", suppressTransaction: true);
    }

    /// <summary>Drops an index while others write. May be repeated.</summary>
    public static void DropIndexBesideWriters(this MigrationBuilder migration, string name) =>
        migration.Sql($"DROP INDEX CONCURRENTLY IF EXISTS {name};", suppressTransaction: true);
}
