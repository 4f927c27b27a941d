namespace RechargeSync.Core.Admin.Contracts;

/// <summary>What the planner does next with an order, and why.</summary>
/// <param name="Step">
/// <c>none</c>, <c>push</c>, <c>update_platform</c>, <c>write_order_ids</c>, <c>write_charge_id</c> or
/// <c>read_charge</c>.
/// </param>
/// <param name="Why">In plain words.</param>
/// <param name="At">When; null where at once, or never.</param>
/// <param name="LooksFirst">
/// True where an earlier try may have had its effect, so that it is looked up before anything is done.
/// </param>
public sealed record NextStep(string Step, string Why, DateTimeOffset? At, bool LooksFirst);
