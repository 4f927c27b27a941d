namespace RechargeSync.FaultTests.Scenarios;

/// <summary>Redis is away for a while: the ingress goes on answering 200, and the backlog drains afterwards.</summary>
internal sealed class RedisAway : Scenario
{
    private static readonly TimeSpan s_longestAnswer = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan s_away = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan s_longAway = TimeSpan.FromMinutes(2);

    public override string Name => "redis-away";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        await run.Bed.Redis.KillAsync();
        var away = run.IsOneInTen ? s_longAway : s_away;
        var load = run.LoadAsync(s_away / 2, cancellationToken);
        var probes = 0;
        var slowest = TimeSpan.Zero;
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < away)
        {
            var story = run.Stories[run.Random.Next(run.Stories.Count)];
            var answer = await run.Sender.TryAsync(story.Deliveries[0], cancellationToken);
            probes++;
            run.Require(
                answer.IsAccepted,
                $"I1 without Redis a delivery was answered {answer.Status?.ToString() ?? "nothing"}, not 200"
            );
            slowest = answer.Elapsed > slowest ? answer.Elapsed : slowest;
            await run.PauseAsync(20, 80, cancellationToken);
        }

        await load;
        await run.Bed.Redis.StartAsync(cancellationToken);
        run.Measured("slowest answer without Redis, s", slowest.TotalSeconds);
        run.RequireInLongForm(
            slowest < s_longestAnswer,
            $"I1 without Redis an answer took {slowest.TotalSeconds:0.00} s"
        );
        run.Note($"{probes} probes while away for {away.TotalSeconds:0} s");
    }
}
