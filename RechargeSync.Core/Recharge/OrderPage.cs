namespace RechargeSync.Core.Recharge;

/// <summary>One page of an order list.</summary>
/// <param name="Orders">Its orders, in Recharge's order.</param>
/// <param name="Unidentified">Entries without a usable id: nothing can be done for them but to tell.</param>
/// <param name="Next">Path and query of the next page; null after the last.</param>
/// <param name="IsCounted">
/// True where the next page is known by its number only, so that what leaves the list meanwhile moves the rest up.
/// </param>
internal sealed record OrderPage(IReadOnlyList<ListedOrder> Orders, int Unidentified, string? Next, bool IsCounted);
