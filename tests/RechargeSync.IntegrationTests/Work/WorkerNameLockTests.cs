using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using RechargeSync.Testing.Processes;

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

    [Fact]
    public async Task Name_is_held_again_after_a_look_was_broken_off_over_a_server_that_hung()
    {
        await using var name = Named(_one, "blue");
        await BreakOffALookAsync(name);
        await Until.TrueAsync(
            () => name.TryHoldAsync(CancellationToken.None),
            "the name is held again",
            TimeSpan.FromSeconds(30),
            CancellationToken.None
        );
    }

    [Fact]
    public async Task Worker_ends_in_order_though_its_last_look_was_broken_off_over_a_server_that_hung()
    {
        var name = Named(_one, "blue");
        await BreakOffALookAsync(name);
        Assert.Null(await Record.ExceptionAsync(async () => await name.DisposeAsync()));
    }

    // The session that holds the name stands still meanwhile.
    private async Task BreakOffALookAsync(WorkerNameLock name)
    {
        Assert.True(await name.TryHoldAsync(CancellationToken.None));
        var session = await _two.ScalarAsync<int>(
            "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = "
                + "(SELECT oid FROM pg_database WHERE datname = current_database())"
        );
        Assert.Equal(0, Posix.Signal(session, Posix.SigStop));
        try
        {
            using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => name.TryHoldAsync(stop.Token));
        }
        finally
        {
            Assert.Equal(0, Posix.Signal(session, Posix.SigCont));
        }
    }

    private static WorkerNameLock Named(TestDatabase database, string name) =>
        new(database.Source, new WorkerName(name, ""));
}
