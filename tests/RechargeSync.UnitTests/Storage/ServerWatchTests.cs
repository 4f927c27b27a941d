using RechargeSync.Core.Storage;

namespace RechargeSync.UnitTests.Storage;

public sealed class ServerWatchTests
{
    [Theory]
    [InlineData("on")]
    [InlineData("remote_apply")]
    public void Primary_that_waits_for_its_disk_is_used(string commits) =>
        Assert.Null(ServerWatch.Judge(recovers: false, isReadOnly: false, commits));

    [Theory]
    [InlineData(true, false, "on", "standby")]
    [InlineData(false, true, "on", "read only")]
    [InlineData(false, false, "off", "synchronous_commit is off")]
    [InlineData(false, false, "local", "synchronous_commit is local")]
    public void Server_that_could_lose_or_refuse_a_commit_is_not(
        bool recovers,
        bool isReadOnly,
        string commits,
        string problem
    ) => Assert.Contains(problem, ServerWatch.Judge(recovers, isReadOnly, commits), StringComparison.Ordinal);
}
