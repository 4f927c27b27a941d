using RechargeSync.MockPlatform.Dispatch;
using RechargeSync.MockPlatform.Faults;
using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.State;

namespace RechargeSync.MockPlatform.Control;

/// <summary>
/// Puts the mock back to how it starts: data, deliveries, faults, clock, buckets and counts. Ids go on.
/// </summary>
internal sealed class MockReset(
    MockState state,
    WebhookDispatcher dispatcher,
    FaultDials faults,
    VirtualClock clock,
    CallLimiter limiter,
    CallCounters counters,
    DefaultSubscriptions subscriptions
)
{
    public void Run()
    {
        faults.Set(FaultSettings.None);
        dispatcher.Reset();
        state.Clear();
        clock.Reset();
        limiter.EmptyAll();
        counters.Clear();
        subscriptions.Subscribe();
    }
}
