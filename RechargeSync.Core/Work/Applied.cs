using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>A row after one delivery was applied to it.</summary>
/// <param name="Row">The row, changed or not.</param>
/// <param name="State">What the delivery comes to.</param>
/// <param name="Reason">Why it was ignored.</param>
/// <param name="InForce">True where its payload is the one to act on from now.</param>
internal sealed record Folded<TRow>(TRow Row, InboxState State, string? Reason = null, bool InForce = false)
    where TRow : WorkRow;
