namespace RechargeSync.Core.Recharge;

/// <summary>An order as a list shows it.</summary>
/// <param name="Id">Recharge's id.</param>
/// <param name="Raw">Its JSON as received.</param>
/// <param name="Order">What we read of it; null where it breaks the contract.</param>
/// <param name="Problem">How it breaks the contract.</param>
internal sealed record ListedOrder(long Id, byte[] Raw, RechargeOrder? Order, string? Problem)
{
    public override string ToString() => $"order {Id}";
}
