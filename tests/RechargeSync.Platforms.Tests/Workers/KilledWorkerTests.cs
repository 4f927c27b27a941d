using System.Globalization;
using RechargeSync.Testing;

namespace RechargeSync.Platforms.Tests.Workers;

/// <summary>
/// A worker is killed (SIGKILL) at each call of a create, right before it and right after it: another worker takes the
/// order up, and what is there in the end is one order, paid once. The conformance suite cuts the same calls within one
/// process; here the process is gone, and what it has stored is all that is left.
/// </summary>
/// <typeparam name="TPlatform">Where the orders go.</typeparam>
public abstract class KilledWorkerTests<TPlatform>(RunningPlatform<TPlatform> running, ITestOutputHelper output)
    : IClassFixture<RunningPlatform<TPlatform>>
    where TPlatform : class, IPlatformUnderTest, new()
{
    private const int MostCalls = 60;

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan s_allFinished = TimeSpan.FromMinutes(15);
    private static readonly CallFate[] s_fates = [CallFate.CrashBefore, CallFate.CrashAfter];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Order_is_placed_once_at_whichever_call_its_worker_is_killed()
    {
        var reason = ConformanceForm.WhyNot(isShort: false);
        Assert.SkipWhen(reason is not null, reason ?? "");
        await running.EnsureStartedAsync();
        await using var rig = await WorkerRig.StartAsync(running.Platform, Cancelled);
        output.WriteLine($"The services' logs are in {rig.LogDirectory}, and stay where the test fails.");

        var (kills, calls) = await KillAtEachCallAsync(rig);
        await FinishAsync(rig, kills);

        var problems = new List<string>();
        foreach (var kill in kills)
        {
            problems.AddRange((await ProblemsAsync(rig, kill.Order)).Select(problem => $"{kill}: {problem}"));
        }

        Assert.True(problems.Count == 0, string.Join(Environment.NewLine, problems));
        rig.KeepLogs = false;
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{typeof(TPlatform).Name}: {calls} calls, {kills.Count} kills, all placed once"
            )
        );
    }

    // Until a create is over before its worker is killed.
    private async Task<(IReadOnlyList<Kill> Kills, int Calls)> KillAtEachCallAsync(WorkerRig rig)
    {
        var kills = new List<Kill>();
        for (var call = 1; call <= MostCalls; call++)
        {
            foreach (var fate in s_fates)
            {
                var order = new KilledOrder(running.Platform.Catalogue, TimeProvider.System.GetUtcNow());
                if (await KillAsync(rig, order, call, fate) is not { } struck)
                {
                    Assert.True(kills.Count > 0, "The worker makes its calls past the address that it was given.");
                    Assert.Equal([], await ProblemsAsync(rig, order));
                    return (kills, call - 1);
                }

                kills.Add(new Kill(call, fate, struck, order));
                output.WriteLine($"{kills[^1]}.");
            }
        }

        throw new Xunit.Sdk.XunitException($"After {MostCalls} calls the create was not over.");
    }

    /// <returns>The call at which the worker was killed; null where it has placed the order with fewer.</returns>
    private static async Task<string?> KillAsync(WorkerRig rig, KilledOrder order, int call, CallFate fate)
    {
        var name = WorkerOf(call, fate);
        await using var relay = await Relay.OpenAsync(rig.Platform, Cancelled);
        var worker = await rig.StartWorkerAsync(name, relay.Address, Cancelled);
        Assert.Equal(0, relay.Calls);
        relay.KillAt(call, fate, worker.KillAsync);
        await rig.DeliverAsync(order, Cancelled);
        await Until.TrueAsync(
            async () => relay.Struck is not null || await rig.WrittenAsync(order, Cancelled) is not null,
            $"{name} is killed, or has placed its order",
            s_patience,
            Cancelled
        );
        if (relay.Struck is null)
        {
            await worker.StopAsync();
            Assert.True(fate == CallFate.CrashBefore, $"A create took more calls than the {relay.Calls} of this one.");
            return null;
        }

        // It was its own order, and not one that an earlier worker has left, and was about to be placed.
        Assert.False(worker.IsRunning);
        Assert.Equal(name, await rig.HolderAsync(order, Cancelled));
        return relay.Struck;
    }

    private static async Task FinishAsync(WorkerRig rig, IReadOnlyList<Kill> kills)
    {
        // So far each order is in the dead one's hands.
        foreach (var kill in kills)
        {
            Assert.Equal(WorkerOf(kill.Call, kill.Fate), await rig.HolderAsync(kill.Order, Cancelled));
        }

        // While no worker is there whose own statements could come between.
        Assert.Equal(kills.Count, await rig.EndLeasesAsync(Cancelled));
        await using var relay = await Relay.OpenAsync(rig.Platform, Cancelled);
        await rig.StartWorkerAsync("worker-of-all", relay.Address, Cancelled);
        await Until.TrueAsync(
            () => rig.IsAtRestAsync(Cancelled),
            "another worker has finished what the killed ones have left",
            s_allFinished,
            Cancelled
        );
    }

    private async Task<IReadOnlyList<string>> ProblemsAsync(WorkerRig rig, KilledOrder order)
    {
        var problems = new List<string>();
        var placed = await running.Platform.ReadAsync(order.Reference, Cancelled);
        Compare("ids at Recharge", placed?.Ids, await rig.WrittenAsync(order, Cancelled));
        Compare("final", true, placed?.IsFinal ?? false);
        Compare("cancelled", false, placed?.IsCancelled ?? false);
        Compare("total", order.Total, placed?.Order.Totals.Total.Value);

        var counts = await running.Platform.CountAsync(order.Reference, order.Email, Cancelled);
        Compare("orders", 1L, counts.Orders);
        Compare("payments", 1L, counts.Payments ?? 1);
        Compare("paid", order.Total, counts.Paid ?? order.Total);
        Compare("units taken", order.Units, counts.AllocatedUnits ?? order.Units);
        Compare("customers", 1L, counts.Customers ?? 1);
        return problems;

        void Compare<T>(string what, T expected, T actual)
        {
            if (!EqualityComparer<T>.Default.Equals(expected, actual))
            {
                problems.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {actual} and not {expected}"));
            }
        }
    }

    private static string WorkerOf(int call, CallFate fate) =>
        string.Create(CultureInfo.InvariantCulture, $"worker-{call}-{fate}");

    private sealed record Kill(int Call, CallFate Fate, string Struck, KilledOrder Order)
    {
        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"Killed {(Fate == CallFate.CrashBefore ? "before" : "after")} call {Call} ({Struck})"
            );
    }
}
