using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RechargeSync.Console.Client;
using RechargeSync.Console.DeadLetters;
using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Bulk;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>Acts by filter, over the admin API: begun at once, done by the workers, followed and stopped.</summary>
[Collection(UsesServers.Name)]
public sealed class JobTests(Servers servers) : ConsoleTest(servers)
{
    private static readonly DeadLetterSelection s_refused = new()
    {
        Store = "default",
        Reason = "refused",
        Note = "withdrawn",
    };

    [Fact]
    public async Task Act_by_filter_is_answered_202_with_the_address_of_its_job()
    {
        await DeadAsync(3);
        using var http = Console.Http(RunningConsole.OperatorKey);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/admin/v1/dead-letters/replay");
        request.Content = JsonContent.Create(new { store = "default", reason = "refused" });
        using var answer = await http.SendAsync(request, CancellationToken.None);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        using var followed = await http.GetAsync(answer.Headers.Location, CancellationToken.None);
        var job = await RunningConsole.JsonAsync(followed);
        Assert.Equal(("waiting", 3), (job.GetProperty("state").GetString(), job.GetProperty("total").GetInt32()));
    }

    [Fact]
    public async Task Job_tells_how_far_it_is_and_who_asked_for_it()
    {
        await DeadAsync(3);
        var begun = await Console.Operator.DiscardAllDeadLettersAsync(s_refused, default);
        Assert.Equal(("waiting", 0), (begun.State, begun.Done));

        await new BulkWorker(Database).RunAsync();

        var job = await Console.Viewer.JobAsync(begun.Id, default);
        Assert.Equal(
            ("ignore", "done", 3, 3, "olga", "withdrawn"),
            (job.Action, job.State, job.Done, job.Total, job.Actor, job.Note)
        );
        Assert.Equal(
            [begun.Id],
            (await Console.Viewer.JobsAsync("default", null, null, default)).Items.Select(one => one.Id)
        );
        Assert.Empty((await Console.Viewer.JobsAsync("classic", null, null, default)).Items);
    }

    [Fact]
    public async Task Stopped_job_says_how_much_it_has_done_and_cannot_be_stopped_twice()
    {
        await DeadAsync(3);
        var begun = await Console.Operator.ReplayAllDeadLettersAsync(s_refused, default);

        var stopped = await Console.Operator.StopJobAsync(begun.Id, new NoteRequest { Note = "wrong one" }, default);
        await new BulkWorker(Database).RunAsync();

        Assert.Equal(("stopped", 0, "olga"), (stopped.State, stopped.Done, stopped.StoppedBy));
        Assert.Equal(3L, await Database.ScalarAsync<long>("SELECT count(*) FROM orders WHERE state = 4"));
        Assert.Equal(
            409,
            (await RefusedAsync(client => client.StopJobAsync(begun.Id, new NoteRequest(), default))).Status
        );
        Assert.Equal(404, (await RefusedAsync(client => client.StopJobAsync(99, new NoteRequest(), default))).Status);
    }

    [Fact]
    public async Task Discarding_by_filter_needs_a_note_and_half_a_filter_is_refused()
    {
        var refused = new DeadLetterSelection { Store = "default", Reason = "refused" };
        Assert.Equal(400, (await RefusedAsync(client => client.DiscardAllDeadLettersAsync(refused, default))).Status);
        var nothing = new DeadLetterSelection { Store = "default" };
        Assert.Equal(400, (await RefusedAsync(client => client.ReplayAllDeadLettersAsync(nothing, default))).Status);
        Assert.Empty((await Console.Viewer.JobsAsync(null, null, null, default)).Items);
    }

    [Fact]
    public async Task Groups_that_every_open_overview_asks_for_are_counted_once_in_some_seconds()
    {
        await DeadAsync(2);
        var clock = new SetClock();
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration[$"ConnectionStrings:{StorageServices.ConnectionName}"] = Database.ConnectionString;
        builder.AddStorage().AddContext();
        using var host = builder.Build();
        var groups = new DeadLetterGroups(host.Services.GetRequiredService<IDbContextFactory<SyncDbContext>>(), clock);

        Assert.Equal(2, Assert.Single(await groups.RecentAsync(default)).Count);
        await Database.ExecuteAsync("UPDATE orders SET state = 2");
        Assert.Equal(2, Assert.Single(await groups.RecentAsync(default)).Count);
        Assert.Empty((await groups.ListAsync(null, default)).Items);

        clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(await groups.RecentAsync(default));
    }

    [Fact]
    public async Task Overview_counts_dead_letters_as_far_as_ten_thousand_and_says_so()
    {
        await DeadAsync(10_500);

        var overview = await Console.Viewer.OverviewAsync(default);

        var need = Assert.Single(overview.Needs, need => need.Kind == "dead_letters");
        Assert.StartsWith("10,000+ orders were given up in default: refused.", need.Message, StringComparison.Ordinal);
        Assert.Equal(10_500, Assert.Single((await Console.Viewer.DeadLetterGroupsAsync(null, default)).Items).Count);
    }

    private Task<int> DeadAsync(int count) =>
        Database.ExecuteAsync(
            string.Create(
                null,
                $"""
                INSERT INTO orders (store, order_id, state, reason, intent, fence, finished_at, created_at, updated_at)
                SELECT 'default', n, 4, 'refused', 1, 5, now(), now(), now() FROM generate_series(1, {count}) AS n
                """
            )
        );

    private Task<AdminException> RefusedAsync(Func<AdminClient, Task> act) =>
        Assert.ThrowsAsync<AdminException>(() => act(Console.Operator));

    private sealed class SetClock : TimeProvider
    {
        private long _now;

        public override long GetTimestamp() => _now;

        public void Advance(TimeSpan span) => _now += (long)(span.TotalSeconds * TimestampFrequency);
    }
}
