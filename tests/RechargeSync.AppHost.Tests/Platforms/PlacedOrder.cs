namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>An order, cart or draft at the platform.</summary>
/// <param name="Id">The platform's id.</param>
/// <param name="Number">What people call it by.</param>
/// <param name="Reference">Ours; null where it is none of ours.</param>
/// <param name="Total">In the smallest unit of its currency.</param>
/// <param name="Payments">Each in the smallest unit.</param>
internal sealed record PlacedOrder(
    string Id,
    string Number,
    string? Reference,
    long Total,
    IReadOnlyList<long> Payments
);
