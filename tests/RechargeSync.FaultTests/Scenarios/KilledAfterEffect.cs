using Npgsql;
using RechargeSync.Core.Storage;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// kill −9 exactly between an outside effect and our commit of it. A lock on the table holds the commit back until the
/// mock's audit shows the effect; then the worker is killed and its commit with it.
/// </summary>
internal sealed class KilledAfterEffect : Scenario
{
    private const int MostExtraRounds = 6;
    private const int ExtraOrders = 10;
    private const int FewestInLongForm = 10;

    // A call's time-out and a wait for its address before it.
    private static readonly TimeSpan s_longestCall = TimeSpan.FromSeconds(8);

    private static readonly WorkStep[] s_steps = [WorkStep.Push, WorkStep.WriteOrderIds, WorkStep.WriteChargeId];

    public override string Name => "killed-after-effect";

    public override int Workers => 1;

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        var rounds = run.IsLong ? 2 * s_steps.Length : s_steps.Length;
        var size = (run.Stories.Count / rounds) + 1;
        var caught = s_steps.ToDictionary(step => step, _ => 0);
        foreach (var (stories, round) in run.Stories.Chunk(size).Select((stories, round) => (stories, round)))
        {
            var step = s_steps[round % s_steps.Length];
            caught[step] += await KillAsync(run, step, stories, cancellationToken);
        }

        // On a busy machine the moment may pass unseen: then once more, with other orders.
        for (
            var more = 0;
            more < MostExtraRounds
                && s_steps.FirstOrDefault(step => caught[step] == 0) is var step and not WorkStep.None;
            more++
        )
        {
            var stories = Enumerable.Range(0, ExtraOrders).Select(_ => run.Writer.First()).ToList();
            await run.AddAsync(stories, cancellationToken);
            caught[step] += await KillAsync(run, step, stories, cancellationToken);
        }

        await run.LoadAsync(TimeSpan.FromSeconds(0.5), cancellationToken);
        run.Note(string.Join(", ", caught.Select(pair => $"{pair.Value} caught after {pair.Key}")));
        run.Require(
            caught.Values.All(count => count > 0),
            "no worker was killed between effect and commit of some step: the scenario did not do its work"
        );
        run.RequireInLongForm(
            caught.Values.Sum() >= FewestInLongForm,
            $"only {caught.Values.Sum()} orders were caught between effect and commit"
        );
    }

    private static async Task<int> KillAsync(
        Run run,
        WorkStep step,
        IReadOnlyList<OrderStory> stories,
        CancellationToken cancellationToken
    )
    {
        // Widens the gap between the intent's commit and the effect, so that the lock finds its place in between.
        await run.Bed.Control.FaultsAsync(
            Dials.Of(step == WorkStep.Push ? "platform" : "recharge", ("latencyMs", 1000)),
            cancellationToken
        );
        var load = run.LoadAsync(
            [.. stories.SelectMany(story => story.Deliveries)],
            TimeSpan.FromSeconds(0.2),
            cancellationToken
        );
        var begun = $"SELECT store || ' ' || order_id FROM orders WHERE intent = {(int)IntentOf(step)}";
        await run.UntilAsync(
            $"{step} is begun",
            async () =>
                (await run.Database.TextsAsync(begun, cancellationToken)).Count > 0
                || (load.IsCompleted && (await run.Database.BacklogAsync(cancellationToken)).Unfinished == 0),
            cancellationToken
        );

        int caught;
        await using (var connection = await run.Bed.Postgres.Source.OpenConnectionAsync(cancellationToken))
        await using (var transaction = await connection.BeginTransactionAsync(cancellationToken))
        {
            await ExecuteAsync(connection, "LOCK TABLE orders IN EXCLUSIVE MODE", cancellationToken);
            var orders = (await run.Database.TextsAsync(begun, cancellationToken)).ToHashSet(StringComparer.Ordinal);
            caught = await SeenEffectsAsync(run, step, orders, cancellationToken);
            await run.Bed.Workers[0].KillAsync();

            // A commit that waits for the lock would go through after its client's death.
            const string Waiting =
                "FROM pg_stat_activity WHERE application_name = 'rechargesync' AND wait_event_type = 'Lock'";
            await ExecuteAsync(connection, $"SELECT pg_terminate_backend(pid) {Waiting}", cancellationToken);
            await run.UntilAsync(
                "the killed worker's commits are gone",
                async () => await run.Database.CountAsync($"SELECT count(*) {Waiting}", cancellationToken) == 0,
                cancellationToken
            );
            await transaction.RollbackAsync(cancellationToken);
        }

        await run.Bed.Control.FaultsAsync(null, cancellationToken);
        await run.Bed.Workers[0].StartAsync(cancellationToken);
        await load;
        return caught;
    }

    // A new order's ids are written under the intent of its create.
    private static WorkStep IntentOf(WorkStep step) => step == WorkStep.WriteOrderIds ? WorkStep.Push : step;

    // Not every begun call has an effect to wait for: one that ran out of time has none, and its failure waits for the
    // lock too.
    private static async Task<int> SeenEffectsAsync(
        Run run,
        WorkStep step,
        HashSet<string> orders,
        CancellationToken cancellationToken
    )
    {
        var locked = TimeProvider.System.GetTimestamp();
        var seen = 0;
        await run.UntilAsync(
            $"the mock shows an effect of {step}",
            async () =>
                orders.Count == 0
                || (seen = await EffectsAsync(run, step, orders, cancellationToken)) > 0
                || TimeProvider.System.GetElapsedTime(locked) > s_longestCall,
            cancellationToken
        );
        return seen;
    }

    private static async Task<int> EffectsAsync(
        Run run,
        WorkStep step,
        HashSet<string> orders,
        CancellationToken cancellationToken
    )
    {
        var mock = await run.Bed.Control.AuditAsync(cancellationToken);
        var charges = mock
            .Charges.Where(charge => charge.IdWrites > 0)
            .Select(charge => (charge.Store, charge.Id))
            .ToHashSet();
        var placed = mock.PlatformOrders.Select(order => order.Reference).ToHashSet(StringComparer.Ordinal);
        var written = mock
            .Orders.Where(order => order.IdWrites > 0)
            .Select(order => (order.Store, order.Id))
            .ToHashSet();
        return run.Stories.Count(story =>
            orders.Contains($"{story.Shop.Name} {story.Id}")
            && step switch
            {
                WorkStep.Push => placed.Contains(story.Reference),
                WorkStep.WriteOrderIds => written.Contains((story.Shop.Name, story.Id)),
                _ => charges.Contains((story.Shop.Name, story.ChargeId)),
            }
        );
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
