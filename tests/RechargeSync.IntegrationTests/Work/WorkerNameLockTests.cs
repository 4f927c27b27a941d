using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Work;

/// <summary>Two workers, one name.</summary>
[Collection(UsesServers.Name)]
public sealed class WorkerNameLockTests(Servers servers) : IAsyncLifetime
{
    private TestDatabase _one = null!;
    private TestDatabase _two = null!;

    public async ValueTask InitializeAsync()
    {
        _one = await servers.CreateDatabaseAsync();
        _two = new TestDatabase(_one.ConnectionString);
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _two.DisposeAsync();
    }

    [Fact]
    public async Task Second_worker_of_a_name_refuses_to_start_and_says_what_to_do()
    {
        await using var first = Named(_one, "blue");
        Assert.Null(await new WorkerNameCheck(first).FindProblemAsync(CancellationToken.None));

        await using var second = Named(_two, "blue");
        Assert.Equal(
            "Another worker runs under the name blue: give each one its own Streams:Consumer, or leave it empty.",
            await new WorkerNameCheck(second).FindProblemAsync(CancellationToken.None)
        );
        await using var other = Named(_two, "green");
        Assert.Null(await new WorkerNameCheck(other).FindProblemAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Name_is_free_again_once_its_worker_is_gone()
    {
        await using (var first = Named(_one, "blue"))
        {
            Assert.True(await first.TryHoldAsync(CancellationToken.None));
        }

        await using var next = Named(_two, "blue");
        Assert.True(await next.TryHoldAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Name_whose_connection_was_cut_is_taken_again()
    {
        await using var name = Named(_one, "blue");
        Assert.True(await name.TryHoldAsync(CancellationToken.None));
        Assert.True(await name.TryHoldAsync(CancellationToken.None));
        await _two.ExecuteAsync(
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
        );
        await Until.TrueAsync(
            () => name.TryHoldAsync(CancellationToken.None),
            "the name is held again",
            TimeSpan.FromSeconds(30),
            CancellationToken.None
        );
        Assert.Equal(
            1,
            await _two.ScalarAsync<long>("SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND granted")
        );
    }

    private static WorkerNameLock Named(TestDatabase database, string name) =>
        new(database.Source, new WorkerName(name, ""));
}
