using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using RechargeSync.Platforms.Calls;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Work;

public sealed class StorePausesTests : IDisposable
{
    private static readonly CallFailure s_unauthorized = new(CallFailureKind.Transient, "unauthorized", 401)
    {
        Blame = Blame.Side,
    };

    private static readonly CallFailure s_refused = new(CallFailureKind.Permanent, "refused", 422)
    {
        Blame = Blame.Order,
    };

    private static readonly CallFailure s_throttled = new(CallFailureKind.Transient, "throttled", 429);

    private readonly LoopDriver _driver = new();

    private FakeTimeProvider Clock => _driver.Clock;

    private StorePauses Pauses => _driver.StorePauses;

    public void Dispose() => _driver.Dispose();

    [Fact]
    public async Task Side_that_refuses_several_orders_and_takes_none_is_paused_with_its_reason()
    {
        await RefuseAsync(1, 2);
        Clock.Advance(Streak.Least);
        Assert.Null(_driver.Pauses.Of(StoreSide.Platform));
        await RefuseAsync(3);
        var pause = _driver.Pauses.Of(StoreSide.Platform)!;
        Assert.Equal(("unauthorized", 401), (pause.Reason, pause.Status));
        Assert.Equal(Admission.Wait, await AdmitAsync());
        Assert.Equal(Admission.Go, await AdmitAsync(side: StoreSide.Recharge));
        Assert.Equal(Admission.Go, await AdmitAsync(store: "other"));
    }

    [Fact]
    public async Task Side_that_takes_one_order_or_refuses_it_for_its_own_sake_is_not_paused()
    {
        await RefuseAsync(1, 2);
        Clock.Advance(Streak.Least);
        await LearnAsync(3, s_refused);
        await RefuseAsync(4, 5);
        Clock.Advance(Streak.Least);
        await LearnAsync(6, failure: null);
        await RefuseAsync(7, 8);
        Assert.Null(_driver.Pauses.Of(StoreSide.Platform));
    }

    [Fact]
    public async Task Throttled_calls_neither_pause_a_side_nor_speak_for_it()
    {
        for (var id = 1; id <= Streak.Many; id++)
        {
            await LearnAsync(id, s_throttled);
        }

        Assert.Null(_driver.Pauses.Of(StoreSide.Platform));
        await RefuseAsync(1, 2);
        await LearnAsync(3, s_throttled);
        Clock.Advance(Streak.Least);
        await RefuseAsync(4);
        Assert.NotNull(_driver.Pauses.Of(StoreSide.Platform));
    }

    [Fact]
    public async Task Side_whose_configuration_lets_nothing_through_is_paused_at_once()
    {
        await LearnAsync(1, new CallFailure(CallFailureKind.Configuration, "no_such_channel"));
        Assert.Equal("no_such_channel", _driver.Pauses.Of(StoreSide.Platform)?.Reason);
    }

    [Fact]
    public async Task Work_that_proves_nothing_of_a_side_neither_pauses_nor_probes_it()
    {
        for (var id = 1; id <= Streak.Many; id++)
        {
            await LearnAsync(id, s_unauthorized, testifies: false);
        }

        Assert.Null(_driver.Pauses.Of(StoreSide.Platform));
        await PauseAsync();
        Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(Admission.Wait, await AdmitAsync(mayProbe: false));
    }

    [Fact]
    public async Task One_order_at_a_time_is_tried_at_growing_intervals()
    {
        await PauseAsync();
        var waits = new List<double>();
        var last = Clock.GetUtcNow();
        while (waits.Count < 6)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            if (await AdmitAsync() == Admission.Probe)
            {
                waits.Add((Clock.GetUtcNow() - last).TotalSeconds);
                last = Clock.GetUtcNow();
                Assert.Equal(Admission.Wait, await AdmitAsync());
            }
        }

        Assert.Equal([5, 10, 20, 40, 60, 60], waits);
    }

    [Fact]
    public async Task Probe_that_another_worker_has_taken_is_none_of_ours()
    {
        await PauseAsync();
        Clock.Advance(TimeSpan.FromSeconds(5));
        var pause = _driver.Pauses.Of(StoreSide.Platform)!;
        await _driver.Pauses.TakeProbeAsync(pause, TimeSpan.FromSeconds(10), default);
        Assert.Equal(Admission.Wait, await AdmitAsync());
    }

    [Fact]
    public async Task Probe_that_is_answered_resumes_the_side_for_all()
    {
        await PauseAsync();
        Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(Admission.Probe, await AdmitAsync());
        await LearnAsync(1, failure: null, Admission.Probe);
        Assert.Equal(Admission.Go, await AdmitAsync());
        Assert.Null(_driver.Pauses.Of(StoreSide.Platform));
    }

    [Fact]
    public async Task Call_that_had_begun_before_the_pause_does_not_end_it()
    {
        await PauseAsync();
        await LearnAsync(1, failure: null);
        Assert.Equal(Admission.Wait, await AdmitAsync());
    }

    [Fact]
    public async Task Pause_of_another_worker_holds_here_and_so_does_its_end()
    {
        await _driver.Pauses.PauseAsync(
            "default",
            StoreSide.Platform,
            "unauthorized",
            401,
            TimeSpan.FromSeconds(5),
            default
        );
        await Pauses.RefreshAsync(default);
        Assert.Equal(Admission.Wait, await AdmitAsync());
        await _driver.Pauses.ResumeAsync("default", StoreSide.Platform, default);
        await Pauses.RefreshAsync(default);
        Assert.Equal(Admission.Go, await AdmitAsync());
    }

    private async Task PauseAsync()
    {
        for (var id = 1; id <= Streak.Many; id++)
        {
            await RefuseAsync(id);
        }

        Assert.NotNull(_driver.Pauses.Of(StoreSide.Platform));
    }

    private async Task RefuseAsync(params long[] ids)
    {
        foreach (var id in ids)
        {
            await LearnAsync(id, s_unauthorized);
        }
    }

    private ValueTask<bool> LearnAsync(
        long id,
        CallFailure? failure,
        Admission admission = Admission.Go,
        bool testifies = true
    ) =>
        Pauses.LearnAsync(
            WorkKey.Order("default", id),
            StoreSide.Platform,
            admission,
            testifies,
            failure,
            Clock.GetUtcNow(),
            default
        );

    private ValueTask<Admission> AdmitAsync(
        StoreSide side = StoreSide.Platform,
        string store = "default",
        bool mayProbe = true
    ) => Pauses.AdmitAsync(store, side, mayProbe, Clock.GetUtcNow(), default);
}
