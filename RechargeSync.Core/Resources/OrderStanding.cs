namespace RechargeSync.Core.Resources;

/// <summary>
/// Where an order stands with its money: what its status, its charge and its refunds say together. Stored as a number.
/// </summary>
internal enum OrderStanding : short
{
    /// <summary>
    /// Not paid, or not to be shipped yet: queued, pending, in error, or of a status that nobody knows.
    /// </summary>
    Open = 0,

    /// <summary>Paid, and to be shipped.</summary>
    Paid = 1,

    /// <summary>Paid, and a part of it given back.</summary>
    PartiallyRefunded = 2,

    /// <summary>Paid, and all of it given back.</summary>
    Refunded = 3,

    /// <summary>Cancelled, skipped or deleted.</summary>
    Cancelled = 4,
}
