using System.Net;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// Postgres is away for a while: every answer is 503 within two seconds, none is 200, and what was refused is delivered
/// later.
/// </summary>
internal sealed class PostgresAway : Scenario
{
    // The promise is two seconds; a machine that runs all of this on two cores may be late by itself.
    private static readonly TimeSpan s_longestAnswer = TimeSpan.FromSeconds(2.5);
    private static readonly TimeSpan s_away = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan s_longAway = TimeSpan.FromMinutes(1);

    public override string Name => "postgres-away";

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var load = run.LoadAsync(run.Stretch(2), cancellationToken);
        await run.PauseAsync(200, 800, cancellationToken);
        await run.Bed.Postgres.StopFastAsync();

        var away = run.IsOneInTen ? s_longAway : s_away;
        var probes = 0;
        var slowest = TimeSpan.Zero;
        var started = TimeProvider.System.GetTimestamp();
        while (TimeProvider.System.GetElapsedTime(started) < away)
        {
            var story = run.Stories[run.Random.Next(run.Stories.Count)];
            var answer = await run.Sender.TryAsync(story.Deliveries[0], cancellationToken);
            probes++;
            run.Require(
                answer.Status == HttpStatusCode.ServiceUnavailable,
                $"I1 without Postgres a delivery was answered {answer.Status?.ToString() ?? "nothing"}, not 503"
            );
            slowest = answer.Elapsed > slowest ? answer.Elapsed : slowest;
            await run.PauseAsync(20, 60, cancellationToken);
        }

        await run.Bed.Postgres.StartAsync(cancellationToken);
        await load;
        run.Measured("slowest answer without Postgres, s", slowest.TotalSeconds);
        run.RequireInLongForm(
            slowest < s_longestAnswer,
            $"I1 without Postgres an answer took {slowest.TotalSeconds:0.00} s"
        );
        run.Note($"{probes} probes while away for {away.TotalSeconds:0} s");
    }
}
