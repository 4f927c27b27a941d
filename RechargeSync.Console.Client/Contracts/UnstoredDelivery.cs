namespace RechargeSync.Core.Admin.Contracts;

/// <summary>
/// A delivery that left no row, refused or known already, from a short record in Redis: an item of
/// <c>GET /admin/v1/deliveries/unstored</c>. The newest few thousand; under a storm, not all of them.
/// </summary>
/// <param name="Id">Its place in the record.</param>
/// <param name="At">When it came.</param>
/// <param name="Verdict"><c>refused</c> or <c>duplicate</c>.</param>
/// <param name="Store">The store of the address; empty where there is no such store.</param>
/// <param name="Topic">The topic of the address; empty where there is no such topic.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Bytes">Size of the body; null where it was not read.</param>
public sealed record UnstoredDelivery(
    string Id,
    DateTimeOffset At,
    string Verdict,
    string Store,
    string Topic,
    string? Reason,
    long? Bytes
);
