using RechargeSync.Core.Hosting;

namespace RechargeSync.UnitTests.Streams;

public sealed class WorkerNameTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("rechargesync-worker-name-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Configured_name_is_taken_as_it_is()
    {
        using var name = new WorkerName("blue", _directory.FullName);
        Assert.Equal("blue", name.Value);
        Assert.Empty(_directory.GetFiles());
    }

    [Fact]
    public void Workers_of_one_machine_have_different_names()
    {
        using var first = Find();
        using var second = Find();
        using var third = Find();
        Assert.Equal(
            [$"{Environment.MachineName}-0", $"{Environment.MachineName}-1", $"{Environment.MachineName}-2"],
            (string[])[first.Value, second.Value, third.Value]
        );
    }

    [Fact]
    public void Name_is_the_same_after_a_restart()
    {
        using var other = Find();
        var mine = Find();
        var before = mine.Value;
        mine.Dispose();
        using var again = Find();
        Assert.Equal(before, again.Value);
    }

    [Fact]
    public void Slot_that_cannot_be_opened_is_passed_over()
    {
        // A directory in the file's place: opening it is an access error for every user, root included.
        _directory.CreateSubdirectory($"rechargesync-{Environment.MachineName}-0.lock");
        using var name = Find();
        Assert.Equal($"{Environment.MachineName}-1", name.Value);
    }

    private WorkerName Find() => new("", _directory.FullName);
}
