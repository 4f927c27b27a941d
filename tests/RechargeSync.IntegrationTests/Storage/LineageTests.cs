using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

/// <summary>A database that has lost commits is found out.</summary>
[Collection(UsesServers.Name)]
public sealed class LineageTests(Servers servers) : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private LineageTable _lineage = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await servers.CreateDatabaseAsync();
        _lineage = new LineageTable(_database.Source);
        await _database.ExecuteAsync(
            "INSERT INTO reconciliation_jobs (store, job, covered_to, due_at) VALUES ('default', 0, now(), now() + interval '1 day')"
        );
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Database_that_goes_on_has_lost_nothing()
    {
        var first = await BeatAsync(0);
        var second = await BeatAsync(first.Number);
        Assert.Equal((1, 2), (first.Number, second.Number));
        Assert.Equal((false, null), (second.IsFound, second.RestoredAt));
        Assert.Equal(["-"], await BackfillsAsync());
    }

    [Fact]
    public async Task Database_that_has_not_come_as_far_as_is_remembered_was_restored_to_its_last_beat()
    {
        var before = await BeatAsync(0);
        await _database.ExecuteAsync("UPDATE lineage SET beaten_at = '2026-03-02 14:00:00+00'");
        var found = await BeatAsync(before.Number + 40);
        Assert.True(found.IsFound);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 14, 0, 0, TimeSpan.Zero), found.RestoredTo);
        Assert.Equal(["2026-03-02 13:55"], await BackfillsAsync());
        Assert.True(await _database.ScalarAsync<bool>("SELECT due_at <= now() FROM reconciliation_jobs"));

        // Once, and for good.
        var next = await BeatAsync(found.Number);
        Assert.Equal((false, found.RestoredAt), (next.IsFound, next.RestoredAt));
    }

    [Theory]
    [InlineData("timeline = '0000000F'")]
    [InlineData("system = '1'")]
    public async Task Database_on_another_timeline_or_of_other_files_may_have_lost_its_last_commits(string change)
    {
        await BeatAsync(0);
        await _database.ExecuteAsync($"UPDATE lineage SET {change}");
        Assert.True((await BeatAsync(1)).IsFound);
        Assert.False((await BeatAsync(2)).IsFound);
    }

    [Fact]
    public async Task Empty_database_where_one_was_known_has_lost_everything()
    {
        var found = await BeatAsync(12);
        Assert.Equal((13, true, null), (found.Number, found.IsFound, found.RestoredTo));
    }

    [Fact]
    public async Task Operator_that_says_to_when_it_was_restored_has_the_stores_walked_from_then_on_and_is_recorded()
    {
        await BeatAsync(0);
        var to = new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
        var stores = await _lineage.RestoredAsync(
            to,
            new OperatorAction("ada", "restored", "disk lost"),
            CancellationToken.None
        );
        Assert.Equal(["default"], stores);
        Assert.Equal(["2026-03-02 08:55"], await BackfillsAsync());
        Assert.Equal(to, (await BeatAsync(1)).RestoredTo);
        Assert.Equal(
            ["ada restored  database disk lost", "ada restored default store disk lost"],
            await _database.RowsAsync(
                "SELECT actor, action, store, resource_key, note FROM audit_log ORDER BY resource_key"
            )
        );
    }

    private Task<LineageBeat> BeatAsync(long known) => _lineage.BeatAsync(known, CancellationToken.None);

    private Task<IReadOnlyList<string>> BackfillsAsync() =>
        _database.RowsAsync(
            "SELECT to_char(backfill_from AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM reconciliation_jobs"
        );
}
