namespace RechargeSync.Core.Inbox;

/// <summary>A delivery that leaves no row. Holds nothing that the sender has written.</summary>
/// <param name="Reason">Why it was refused; null where it was known already.</param>
/// <param name="Store">The store; empty where the address names none of ours.</param>
/// <param name="Topic">The topic; empty where the address names none of ours.</param>
/// <param name="Bytes">Size of the body; null where it was not read.</param>
internal sealed record RejectedDelivery(string? Reason, string Store = "", string Topic = "", int? Bytes = null);
