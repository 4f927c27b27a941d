namespace RechargeSync.MockPlatform.Recharge.Records;

/// <summary>The resources of Recharge that the mock keeps as documents.</summary>
internal enum RecordKind
{
    Order,
    Charge,
}
