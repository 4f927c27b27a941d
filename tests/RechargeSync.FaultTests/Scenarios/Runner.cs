using RechargeSync.FaultTests.Auditing;
using RechargeSync.FaultTests.Running;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>Runs a scenario from a seed, waits for rest, and lets the auditor look.</summary>
internal static class Runner
{
    private static readonly TimeSpan s_short = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan s_long = TimeSpan.FromMinutes(6);

    public static async Task<Outcome> RunAsync(
        Bed bed,
        Scenario scenario,
        int seed,
        int orders,
        string? otherBuild,
        CancellationToken cancellationToken
    )
    {
        var started = TimeProvider.System.GetTimestamp();
        using var run = new Run(bed, seed, orders, orders >= 1000 ? s_long : s_short, otherBuild);
        var violations = new List<string>();
        var converged = TimeSpan.Zero;
        try
        {
            await bed.ArrangeAsync(scenario.Workers, cancellationToken);
            await using var sampler = new Sampler(bed, run.Database);
            sampler.Start();
            run.Unwatched = sampler.LookAwayAsync;
            await scenario.RunAsync(run, cancellationToken);
            var healed = TimeProvider.System.GetTimestamp();
            await RestAsync(run, cancellationToken);
            converged = TimeProvider.System.GetElapsedTime(healed);
            violations.AddRange(await sampler.FinishAsync(cancellationToken));
            violations.AddRange(await new Auditor(run, scenario.Tolerance).AuditAsync(cancellationToken));
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            violations.Add($"I2 the run did not end: {exception.Message} {await BacklogAsync(run)}");
            violations.Add(exception.ToString());
        }

        violations.AddRange(run.Violations);
        return new Outcome(
            scenario.Name,
            seed,
            run.Stories.Count,
            violations,
            converged,
            TimeProvider.System.GetElapsedTime(started),
            run.Notes,
            run.Figures
        );
    }

    /// <summary>
    /// Waits until nothing is left to do: no unfinished row before and after a look at the mock's queue, no new
    /// delivery in between, and nothing left in the stream.
    /// </summary>
    public static Task RestAsync(Run run, CancellationToken cancellationToken) =>
        run.UntilAsync(
            "everything is at rest",
            async () =>
            {
                var before = await run.Database.BacklogAsync(cancellationToken);
                if (before.Unfinished > 0 || (await run.Bed.Control.AuditAsync(cancellationToken)).Webhooks.Pending > 0)
                {
                    return false;
                }

                return await run.Database.BacklogAsync(cancellationToken) == before
                    && await RedisScan.LengthAsync(run.Bed.Redis) == 0;
            },
            cancellationToken
        );

    private static async Task<string> BacklogAsync(Run run)
    {
        try
        {
            using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(10), TimeProvider.System);
            var (deliveries, unfinished) = await run.Database.BacklogAsync(deadline.Token);
            var length = await RedisScan.LengthAsync(run.Bed.Redis);
            var pending = (await run.Bed.Control.AuditAsync(deadline.Token)).Webhooks.Pending;
            return FormattableString.Invariant(
                $"{deliveries} deliveries, {unfinished} unfinished rows, {length} entries in the stream, {pending} echoes under way."
            );
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return $"The backlog cannot be seen: {exception.Message}";
        }
    }
}
