using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Vendure;

/// <summary>What is refused without asking the shop.</summary>
internal static class VendureRefusal
{
    /// <summary>Vendure has no order without a customer, and no customer without an e-mail address.</summary>
    public static CallFailure NoEmail { get; } =
        Of("no_email", "the order names no e-mail address, without which Vendure has no customer");

    /// <summary>A permanent refusal that speaks of the order.</summary>
    public static CallFailure Of(string reason, string detail) =>
        new(CallFailureKind.Permanent, reason, Detail: detail) { Blame = Blame.Order };
}
