using RechargeSync.Core.Storage;
using RechargeSync.FaultTests.Load;
using RechargeSync.FaultTests.Running;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Recharge does not know orders that it has told of, so all of them are given up (a hundred thousand in the long
/// form); then it does, and an operator replays them by reason, while fresh orders come in.
/// </summary>
internal sealed class HundredThousandDead : Scenario
{
    private const int DeadInLongForm = 100;
    private const int DeadInShortForm = 25;
    private const int FreshInTurn = 20;
    private const int QuietTurns = 8;

    private static readonly TimeSpan s_turn = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(10);

    public override string Name => "hundred-thousand-dead";

    /// <summary>How much of the machine a replay takes depends on how often workers look for what is due.</summary>
    public override BedKind Bed => BedKind.DefaultTimes;

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        var count = run.OrderCount * (run.IsLong ? DeadInLongForm : DeadInShortForm);
        var dead = Enumerable.Range(0, count).Select(_ => run.Writer.Standard()).ToList();
        await run.LoadAsync(
            [.. dead.SelectMany(story => story.Deliveries)],
            TimeSpan.FromSeconds(count / 1000d),
            cancellationToken
        );
        await run.UntilAsync(
            "all are given up",
            async () => await CountAsync(run, WorkState.Dead, cancellationToken) == count,
            cancellationToken
        );
        await run.AddAsync(dead, cancellationToken);

        var alone = new List<OrderStory>();
        for (var turn = 0; turn < QuietTurns; turn++)
        {
            await FreshAsync(run, alone, cancellationToken);
        }

        await StartAsync(run, cancellationToken);
        var started = TimeProvider.System.GetTimestamp();
        var beside = new List<OrderStory>();
        while (await CountAsync(run, WorkState.Dead, cancellationToken) > 0 && Elapsed() < s_longest)
        {
            await FreshAsync(run, beside, cancellationToken);
        }

        await run.UntilAsync(
            "every order is done",
            async () => await CountAsync(run, WorkState.Done, cancellationToken) == count + alone.Count + beside.Count,
            cancellationToken
        );
        var took = Elapsed();
        var (before, during) = (
            await MedianAsync(run, alone, cancellationToken),
            await MedianAsync(run, beside, cancellationToken)
        );
        run.Note(FormattableString.Invariant($"{count} replayed"));
        run.Measured("replay of all, s", took.TotalSeconds);
        run.Measured("fresh orders' p50 before, ms", before);
        run.Measured("fresh orders' p50 beside the replay, ms", during);
        run.RequireInLongForm(took < s_longest, "the replay took longer than ten minutes");
        run.RequireInLongForm(during < 2 * before, "fresh orders took more than twice their time beside the replay");
        run.Require(
            await run.Database.CountAsync(
                "SELECT count(*) FROM bulk_jobs WHERE finished_at IS NULL OR done <> total",
                cancellationToken
            ) == 0,
            "a job does not say that it has done all it was for"
        );

        TimeSpan Elapsed() => TimeProvider.System.GetElapsedTime(started);
    }

    private static async Task StartAsync(Run run, CancellationToken cancellationToken)
    {
        var requests = new BulkRequests(run.Bed.Postgres.Source);
        foreach (var group in await run.Database.DeadOrdersAsync(cancellationToken))
        {
            await requests.StartAsync(
                new BulkJobRow
                {
                    Store = group.Store,
                    Act = BulkAct.Replay,
                    Kind = "order",
                    Reason = group.Reason,
                    Actor = "operator",
                    Total = group.Count,
                },
                cancellationToken
            );
        }
    }

    private static async Task FreshAsync(Run run, List<OrderStory> fresh, CancellationToken cancellationToken)
    {
        var stories = Enumerable.Range(0, FreshInTurn).Select(_ => run.Writer.Standard()).ToList();
        await run.AddAsync(stories, cancellationToken);
        await run.LoadAsync([.. stories.SelectMany(story => story.Deliveries)], s_turn, cancellationToken);
        fresh.AddRange(stories);
    }

    private static Task<long> CountAsync(Run run, WorkState state, CancellationToken cancellationToken) =>
        run.Database.CountAsync($"SELECT count(*) FROM orders WHERE state = {state:D}", cancellationToken);

    // From the webhook to the write-back.
    private static async Task<double> MedianAsync(
        Run run,
        List<OrderStory> stories,
        CancellationToken cancellationToken
    ) =>
        await run.Database.CountAsync(
            $"""
            SELECT coalesce(1000000 * percentile_cont(0.5) WITHIN GROUP (
                ORDER BY extract(epoch FROM o.order_written_at - told.at)), 0)::bigint
            FROM orders AS o JOIN (
                SELECT store, resource_key, min(received_at) AS at FROM inbox GROUP BY store, resource_key) AS told
                ON told.store = o.store AND told.resource_key = 'order/' || o.order_id
            WHERE o.order_id IN ({string.Join(
                ", ",
                stories.Select(story => FormattableString.Invariant($"{story.Id}"))
            )})
            """,
            cancellationToken
        ) / 1000d;
}
