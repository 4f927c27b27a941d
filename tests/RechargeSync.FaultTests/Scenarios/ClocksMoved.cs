using RechargeSync.FaultTests.Auditing;
using RechargeSync.FaultTests.Running;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// The wall clocks of services and of Postgres jump forward and back by a minute to most of a day under load, and are
/// set right again: nothing is lost, doubled, or put off until a time that will not come.
/// </summary>
internal sealed class ClocksMoved : Scenario
{
    private const int Tolerable = 5;

    // In seconds. From one end to the other it is more than the retry age.
    private static readonly int[] s_jumps = [-72_000, -7_200, -60, 60, 7_200, 72_000];

    public override string Name => "clocks-moved";

    public override BedKind Bed => BedKind.MovedClocks;

    public override Tolerance Tolerance { get; } =
        new()
        {
            RepeatedCreates =
                "A lease that the database's clock ended early is taken over while its first holder is in the middle of a call.",
            RepeatedWrites =
                "The same on the way to Recharge, which has no idempotency key: the same ids are written once more.",
        };

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);

        // Some calls fail, so that retries are put off while a clock is wrong.
        await run.Bed.Control.FaultsAsync(
            Load.Dials.Of("platform", ("errorRate", 0.2), ("latencyMs", 50)),
            cancellationToken
        );
        var programs = Running
            .Bed.MovedPrograms.Where(name =>
                !name.StartsWith("worker-", StringComparison.Ordinal)
                || run.Bed.Workers.Take(Workers).Any(worker => worker.Name == name)
            )
            .ToList();
        var load = run.LoadAsync(run.Stretch(8), cancellationToken);
        var jumps = 0;
        while (!load.IsCompleted || jumps < 4)
        {
            // The database's clock, on which every lease and retry rests, by turns with the others.
            var program = jumps % 2 == 0 ? "postgres" : programs[run.Random.Next(programs.Count)];
            var clock = run.Bed.ClockOf(program);
            var jump = s_jumps[run.Random.Next(s_jumps.Length)];
            clock.Set(TimeSpan.FromSeconds(jump));
            if (program == "postgres")
            {
                await run.UntilAsync(
                    "Postgres sees its clock moved",
                    async () => Math.Abs(await AheadAsync(run, cancellationToken) - jump) < Tolerable,
                    cancellationToken
                );
            }

            await run.PauseAsync(1200, 2200, cancellationToken);
            clock.Set(TimeSpan.Zero);
            jumps++;
        }

        await load;
        await run.Bed.Control.FaultsAsync(null, cancellationToken);
        run.Note($"{jumps} jumps");
    }

    // Seconds by which the database's clock is ahead of ours.
    private static async Task<long> AheadAsync(Run run, CancellationToken cancellationToken) =>
        await run.Database.CountAsync("SELECT extract(epoch FROM clock_timestamp())::bigint", cancellationToken)
        - TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
}
