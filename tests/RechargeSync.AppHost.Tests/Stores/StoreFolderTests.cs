using RechargeSync.AppHost.Startup;
using RechargeSync.AppHost.Stores;

namespace RechargeSync.AppHost.Tests.Stores;

/// <summary>A folder for a run, or for as long as its owner wants.</summary>
public sealed class StoreFolderTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("rechargesync-folders-");

    public void Dispose() => _parent.Delete(recursive: true);

    [Fact]
    public async Task Folder_of_a_run_is_deleted_at_its_end()
    {
        var folder = StoreFolder.OfThisRun(_parent.FullName);
        await folder.StartingAsync(CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "data"), "x");

        await folder.StoppedAsync(CancellationToken.None);

        Assert.Empty(_parent.GetFileSystemInfos());
    }

    [Fact]
    public async Task Folder_of_a_run_that_was_killed_is_deleted_by_the_next_start()
    {
        // The lock of a process that is gone is a file that nobody holds.
        var abandoned = _parent.CreateSubdirectory("rechargesync-run-1-abc");
        await File.WriteAllTextAsync(Path.Combine(abandoned.FullName, "data"), "x");
        await File.WriteAllTextAsync(abandoned.FullName + ".lock", "");

        var folder = StoreFolder.OfThisRun(_parent.FullName);
        await folder.StartingAsync(CancellationToken.None);

        Assert.False(Directory.Exists(abandoned.FullName));
        await folder.StoppedAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Folder_of_a_run_that_goes_on_is_left_alone()
    {
        var first = StoreFolder.OfThisRun(_parent.FullName);
        var second = StoreFolder.OfThisRun(_parent.FullName);
        await first.StartingAsync(CancellationToken.None);
        await second.StartingAsync(CancellationToken.None);

        Assert.True(Directory.Exists(first.FullName));
        await first.StoppedAsync(CancellationToken.None);
        await second.StoppedAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Folder_that_lasts_is_there_after_the_end()
    {
        var folder = StoreFolder.Lasting("AppHost", _parent.FullName);
        await folder.StartingAsync(CancellationToken.None);
        await folder.StoppedAsync(CancellationToken.None);

        Assert.True(Directory.Exists(folder.FullName));
    }

    [Fact]
    public async Task Folder_that_lasts_belongs_to_one_application_at_a_time()
    {
        var first = StoreFolder.Lasting("AppHost", _parent.FullName);
        var second = StoreFolder.Lasting("AppHost", _parent.FullName);
        await first.StartingAsync(CancellationToken.None);

        var refused = await Assert.ThrowsAsync<StartRefusedException>(() =>
            second.StartingAsync(CancellationToken.None)
        );

        Assert.Contains("another AppHost uses it", Assert.Single(refused.Problems), StringComparison.Ordinal);
        await first.StoppedAsync(CancellationToken.None);
    }
}
