namespace RechargeSync.Core.Storage;

/// <summary>How the two sides differ. Stored as a number.</summary>
internal enum DriftKind : short
{
    /// <summary>Recharge has a paid order that we have not acted on.</summary>
    Missing = 0,

    /// <summary>We placed an order that Recharge does not know, or that it links to another one.</summary>
    Extra = 1,

    /// <summary>Both have it, and it is not the same.</summary>
    Different = 2,
}
