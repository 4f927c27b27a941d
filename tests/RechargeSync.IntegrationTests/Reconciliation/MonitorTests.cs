using System.Net;
using RechargeSync.Core.Recharge;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Reconciliation;

[Collection(UsesServers.Name)]
public sealed class MonitorTests(Servers servers) : IAsyncLifetime, IDisposable
{
    private static readonly string[] s_topics =
    [
        .. RechargeTopic.All.Select(topic => topic.Name).Order(StringComparer.Ordinal),
    ];

    private readonly FakeRecharge _recharge = new();
    private ConnectionMultiplexer _redis = null!;
    private TestDatabase _database = null!;
    private ReconcilingWorker _worker = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await servers.ConnectRedisAsync();
        _database = await servers.CreateDatabaseAsync();
        _worker = new ReconcilingWorker("a", _database, _redis, _recharge, StoreBuilder.Registry());
    }

    public async ValueTask DisposeAsync()
    {
        await _worker.DisposeAsync();
        await _database.DisposeAsync();
        _redis.Dispose();
    }

    public void Dispose() => _recharge.Dispose();

    [Fact]
    public async Task Missing_subscriptions_are_created_once_however_often_it_is_checked()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.Null(await _worker.MonitorAsync());
            await MakeDueAsync();
        }

        Assert.Equal(s_topics, Topics(), StringComparer.Ordinal);
        Assert.All(
            _recharge.Webhooks.Values,
            webhook =>
                Assert.Equal($"{ReconcilingWorker.BaseUrl}/webhooks/recharge/default/{webhook.Topic}", webhook.Address)
        );
    }

    [Fact]
    public async Task Creation_whose_answer_was_lost_is_not_repeated()
    {
        // The second creation has its effect and answers 500.
        _recharge.Tamper = (number, answer) =>
            number == 3 ? new HttpResponseMessage(HttpStatusCode.InternalServerError) : answer;
        Assert.NotNull(await _worker.MonitorAsync());

        await MakeDueAsync();
        Assert.Null(await _worker.MonitorAsync());
        Assert.Equal(s_topics, Topics(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Subscription_that_was_deleted_brings_a_backfill_from_when_it_was_last_seen()
    {
        await _worker.MonitorAsync();
        var none = await _database.ScalarAsync<long>(
            "SELECT count(*) FROM reconciliation_jobs WHERE backfill_from IS NOT NULL"
        );
        _recharge.Webhooks.Remove(_recharge.Webhooks.Keys.First());
        await MakeDueAsync();
        await _database.ExecuteAsync(
            """
            UPDATE reconciliation_jobs SET covered_to = '2026-03-01 12:00Z'::timestamptz WHERE job = 1;
            UPDATE reconciliation_jobs SET due_at = now() + interval '1 hour' WHERE job = 0
            """
        );

        await _worker.MonitorAsync();

        Assert.Equal(0, none);
        Assert.Equal(s_topics, Topics(), StringComparer.Ordinal);
        Assert.Equal(
            ["True True"],
            await _database.RowsAsync(
                """
                SELECT backfill_from = '2026-03-01 12:00Z'::timestamptz, due_at <= now()
                FROM reconciliation_jobs WHERE job = 0
                """
            )
        );

        Assert.Null(await _worker.ReconcileAsync());
        Assert.Equal(
            ["2 True"],
            await _database.RowsAsync(
                "SELECT cause, from_at <= '2026-03-01 11:00Z'::timestamptz FROM reconciliation_runs"
            )
        );
    }

    [Fact]
    public async Task List_that_comes_in_parts_is_read_to_its_end()
    {
        await _worker.MonitorAsync();
        await MakeDueAsync();
        var requests = _recharge.Requests.Count;
        _recharge.Tamper = (number, answer) =>
            number == requests + 1
                ? new HttpResponseMessage(HttpStatusCode.OK)
                {
                    Content = new StringContent("""{"webhooks":[],"next_cursor":"abc"}"""),
                }
                : answer;

        Assert.Null(await _worker.MonitorAsync());

        Assert.Equal(
            ["GET /webhooks", "GET /webhooks?cursor=abc"],
            _recharge.Requests.Skip(requests),
            StringComparer.Ordinal
        );
        Assert.Equal(s_topics, Topics(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Version_that_a_registration_may_not_name_is_left_out()
    {
        _recharge.Tamper = (number, answer) =>
        {
            if (number != 2)
            {
                return answer;
            }

            _recharge.Webhooks.Clear();
            return new HttpResponseMessage(HttpStatusCode.UnprocessableEntity)
            {
                Content = new StringContent("""{"errors":{"version":["Unknown field."]}}"""),
            };
        };
        Assert.Null(await _worker.MonitorAsync());
        Assert.Equal(s_topics, Topics(), StringComparer.Ordinal);
    }

    private Task<int> MakeDueAsync() =>
        _database.ExecuteAsync("UPDATE reconciliation_jobs SET due_at = now() WHERE job = 1");

    private IEnumerable<string> Topics() =>
        _recharge.Webhooks.Values.Select(webhook => webhook.Topic).Order(StringComparer.Ordinal);
}
