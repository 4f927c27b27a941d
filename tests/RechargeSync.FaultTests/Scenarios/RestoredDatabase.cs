using RechargeSync.FaultTests.Auditing;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// The database is dumped, the work goes on, and then it is restored from the dump: what was delivered and placed since
/// is forgotten. Recharge tells of some of it again; the rest is found by the walk. Nothing is placed twice, nothing is
/// missing.
/// </summary>
internal sealed class RestoredDatabase : Scenario
{
    public override string Name => "restored-database";

    public override int ShortOrders => 40;

    public override Tolerance Tolerance { get; } =
        new()
        {
            RepeatedWrites = "That the ids were written is forgotten, and they are written once more.",
            Forgotten = "What the platform was told is forgotten; an order that the walk finds linked is adopted.",
        };

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var half = run.Stories.Count / 2;
        await run.LoadAsync(
            [.. run.Stories.Take(half).SelectMany(story => story.Deliveries)],
            run.Stretch(1),
            cancellationToken
        );
        await Runner.RestAsync(run, cancellationToken);
        await run.UntilAsync(
            "a worker has told that the database is alive",
            async () => await run.Database.CountAsync("SELECT count(*) FROM lineage", cancellationToken) == 1,
            cancellationToken
        );
        var dump = await run.Bed.Postgres.DumpAsync(cancellationToken);

        // What is forgotten: placed, written back, and known to nobody here.
        await run.LoadAsync(
            [
                .. run.Stories.Skip(half).SelectMany(story => story.Deliveries),
                .. run.Carts.Select(cart => cart.Delivery),
            ],
            run.Stretch(1),
            cancellationToken
        );
        await Runner.RestAsync(run, cancellationToken);
        var beat = await run.Database.CountAsync("SELECT beat FROM lineage", cancellationToken);
        await run.UntilAsync(
            "the witness has heard of a later beat",
            async () => await run.Database.CountAsync("SELECT beat FROM lineage", cancellationToken) > beat,
            cancellationToken
        );
        await Task.WhenAll(
            run.Bed.Workers.Take(Workers).Concat(run.Bed.Webhooks).Select(service => service.KillAsync())
        );
        await run.Unwatched(() => run.Bed.Postgres.RestoreAsync(dump, cancellationToken));
        await Task.WhenAll(
            run.Bed.Workers.Take(Workers)
                .Concat(run.Bed.Webhooks)
                .Select(service => service.StartAsync(cancellationToken))
        );

        // As Recharge would in its own time: everything once more, before and while the walk finds it.
        await run.LoadAsync(run.Stretch(2), cancellationToken);
        await run.UntilAsync(
            "the loss is noticed",
            async () =>
                await run.Database.CountAsync(
                    "SELECT count(*) FROM lineage WHERE restored_at IS NOT NULL",
                    cancellationToken
                ) == 1,
            cancellationToken
        );
        await run.UntilAsync(
            "every store was walked from the time of the dump",
            async () =>
                await run.Database.CountAsync(
                    """
                    SELECT count(*) FROM reconciliation_jobs AS job, lineage
                    WHERE job.job = 0 AND NOT EXISTS (
                        SELECT 1 FROM reconciliation_runs AS run
                        WHERE run.store = job.store AND run.from_at <= lineage.restored_to
                            AND run.started_at >= lineage.restored_at AND run.finished_at IS NOT NULL)
                    """,
                    cancellationToken
                ) == 0,
            cancellationToken
        );
        run.Note($"{run.Stories.Count - half} orders were forgotten");
    }
}
