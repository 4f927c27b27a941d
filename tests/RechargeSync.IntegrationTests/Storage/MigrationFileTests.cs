using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design.Internal;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;
using RechargeSync.Core.Storage;

namespace RechargeSync.IntegrationTests.Storage;

/// <summary>What <c>dotnet ef migrations add</c> and <c>remove</c> write, next to what is there.</summary>
public sealed partial class MigrationFileTests : IDisposable
{
    private const string Space = "RechargeSync.Core";
    private const string Snapshot = "SyncDbContextModelSnapshot.cs";

    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("rechargesync-migrations-");
    private readonly SyncDbContext _context = new SyncDbContextFactory().CreateDbContext([]);

    public MigrationFileTests()
    {
        foreach (var file in Directory.GetFiles(Folder(), "*.cs"))
        {
            File.Copy(file, Path.Combine(_copy.FullName, Path.GetFileName(file)));
        }
    }

    public void Dispose()
    {
        _context.Dispose();
        _copy.Delete(recursive: true);
    }

    [Fact]
    public void Every_migration_has_its_two_files_by_the_names_that_EF_looks_for()
    {
        var wanted = _context.Database.GetMigrations().SelectMany(id => (string[])[$"{id}.Designer.cs", $"{id}.cs"]);
        var found = Directory.GetFiles(Folder(), "*.cs").Select(file => Path.GetFileName(file));
        Assert.Equal(wanted.Append(Snapshot), found.Order(StringComparer.Ordinal), StringComparer.Ordinal);
    }

    [Fact]
    public void Migration_of_an_unchanged_model_is_empty_and_leaves_the_snapshot_as_it_is()
    {
        using var services = DesignServices();
        var added = services.GetRequiredService<IMigrationsScaffolder>().ScaffoldMigration("Probe", Space);
        Assert.Equal(2, EmptyMethod().Count(added.MigrationCode));
        Assert.Equal(Text(Folder(), Snapshot), added.SnapshotCode);
        Assert.Equal("Storage.Migrations", added.MigrationSubNamespace);
    }

    [Fact]
    public void Removing_the_newest_migration_deletes_its_files_and_writes_the_snapshot_of_the_one_before()
    {
        using var services = DesignServices();
        var scaffolder = services.GetRequiredService<IMigrationsScaffolder>();
        var ids = _context.Database.GetMigrations().ToList();
        var (newest, before) = (ids[^1], ids[^2]);

        // As if the newest one had brought it.
        var snapshot = Path.Combine(_copy.FullName, Snapshot);
        File.WriteAllText(
            snapshot,
            Text(Folder(), Snapshot).Replace("\"inbox\"", "\"newer\"", StringComparison.Ordinal)
        );
        Assert.NotEqual(Text(Folder(), Snapshot), Text(_copy.FullName, Snapshot), StringComparer.Ordinal);
        scaffolder.RemoveMigration(_copy.FullName, Space, force: true, language: null);

        Assert.False(File.Exists(Path.Combine(_copy.FullName, $"{newest}.cs")));
        Assert.False(File.Exists(Path.Combine(_copy.FullName, $"{newest}.Designer.cs")));
        Assert.Equal(Model(Text(Folder(), $"{before}.Designer.cs")), Model(Text(_copy.FullName, Snapshot)));
    }

    private static string Text(string folder, string file) => File.ReadAllText(Path.Combine(folder, file));

    // Designer file and snapshot differ in their heads alone.
    private static string Model(string code) =>
        code[code.IndexOf("#pragma warning disable", StringComparison.Ordinal)..];

    private static string Folder()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "RechargeSync.sln")))
        {
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The tests run outside the sources.");
        }

        return Path.Combine(directory.FullName, "RechargeSync.Core", "Storage", "Migrations");
    }

    [GeneratedRegex(@"\(MigrationBuilder migrationBuilder\)\s*\{\s*\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmptyMethod();

#pragma warning disable EF1001 // What dotnet ef itself calls; the public ways to it leave the provider's services out.
    private ServiceProvider DesignServices()
    {
        var assembly = typeof(SyncDbContext).Assembly;
        var builder = new DesignTimeServicesBuilder(assembly, assembly, new OperationReporter(handler: null), []);
        return (ServiceProvider)builder.Build(_context);
    }
#pragma warning restore EF1001
}
