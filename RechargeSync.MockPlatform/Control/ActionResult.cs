using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Control;

/// <summary>What became of an act on an order.</summary>
internal abstract record ActionResult
{
    private ActionResult() { }

    /// <param name="Order">As it is now.</param>
    public sealed record Done(Store Store, RechargeRecord Order) : ActionResult;

    /// <param name="Why">In words.</param>
    public sealed record NotPossible(string Why) : ActionResult;

    public sealed record Unknown : ActionResult;
}
