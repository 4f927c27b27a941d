using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace RechargeSync.Core.Storage;

/// <summary>
/// The context as <c>dotnet ef</c> gets it: a migration is made of the model alone, without database or configuration.
/// </summary>
internal sealed class SyncDbContextFactory : IDesignTimeDbContextFactory<SyncDbContext>
{
    public SyncDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SyncDbContext>().UseNpgsql().Options);
}
