using System.Globalization;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Scenarios;

/// <summary>
/// The platform's key has run out: it answers 401 to everything for a day, whose hours are seconds here as the retries'
/// waits are, and is right again. Nothing is given up, hardly an order fails, and all are placed once.
/// </summary>
internal sealed class PlatformRefusesAll : Scenario
{
    private const int MostAttempts = 10;
    private const double MostFailures = 0.05;

    public override string Name => "platform-refuses-all";

    public override int ShortOrders => 500;

    public override async Task RunAsync(Run run, CancellationToken cancellationToken)
    {
        await run.PrepareAsync(cancellationToken);
        await run.Bed.Control.FaultsAsync(Dials.Of("platform", ("refuseStatus", 401)), cancellationToken);
        var began = TimeProvider.System.GetTimestamp();
        await run.LoadAsync(run.Stretch(4), cancellationToken);
        await run.UntilAsync(
            "every order waits for the platform",
            async () =>
                await CountAsync(run, "orders WHERE state = 1 AND waits_for IS NULL", cancellationToken) == 0
                && await CountAsync(run, "inbox WHERE state = 0", cancellationToken) == 0,
            cancellationToken
        );
        await Task.Delay(TimeSpan.FromSeconds(run.IsLong ? 60 : 6), TimeProvider.System, cancellationToken);

        // With a wait of a second at most from one try to the next, each order would have failed once a second at
        // least. In the short form those that were at work as the pause began are most of all that failed; even so, few
        // are.
        var lasted = TimeProvider.System.GetElapsedTime(began).TotalSeconds / 2;
        var waiting = await CountAsync(run, "orders WHERE waits_for = 2", cancellationToken);
        var failures = await CountAsync(run, "failed_attempts", cancellationToken);
        var most = await run.Database.CountAsync(
            "SELECT coalesce(max(n), 0) FROM (SELECT count(*) AS n FROM failed_attempts GROUP BY store, resource_key) AS orders",
            cancellationToken
        );
        run.Require(waiting > run.OrderCount / 3, $"only {waiting} orders wait for the platform");
        run.Require(most < MostAttempts, $"an order has failed {most} times");
        run.Require(
            failures < (run.IsLong ? MostFailures * lasted : 1) * waiting,
            string.Create(CultureInfo.InvariantCulture, $"{failures} failures of {waiting} orders in {lasted:0} s")
        );
        run.Require(
            await CountAsync(run, "orders WHERE state = 4", cancellationToken) == 0,
            "an order was given up"
        );
        run.Require(
            await CountAsync(run, "store_pauses WHERE side = 2", cancellationToken) == Shop.All.Count,
            "not every store is paused"
        );
        run.Note(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{waiting} orders waited, {failures} failed attempts, at most {most} of one order"
            )
        );
        await run.Bed.Control.FaultsAsync(null, cancellationToken);
    }

    private static Task<long> CountAsync(Run run, string from, CancellationToken cancellationToken) =>
        run.Database.CountAsync($"SELECT count(*) FROM {from}", cancellationToken);
}
