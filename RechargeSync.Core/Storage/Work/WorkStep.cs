namespace RechargeSync.Core.Storage;

/// <summary>A step towards the outside. Stored as a number.</summary>
internal enum WorkStep : short
{
    None = 0,
    Push = 1,
    UpdatePlatform = 2,
    WriteOrderIds = 3,
    WriteChargeId = 4,
    ReadCharge = 5,
    ClearCart = 6,
    ReconcileOrders = 7,
    CheckSubscriptions = 8,
    ReadOrder = 9,
    CheckLink = 10,
    CancelOnPlatform = 11,
    RefundOnPlatform = 12,
    ReadOrdersOfCharge = 13,
    ActInBulk = 14,
}
