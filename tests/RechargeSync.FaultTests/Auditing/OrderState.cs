using RechargeSync.Core.Storage;

namespace RechargeSync.FaultTests.Auditing;

/// <summary>An order's row, as the auditor reads it.</summary>
internal sealed record OrderState(
    string Store,
    long OrderId,
    WorkState State,
    string? Reason,
    string? PlatformOrderId,
    string? PlatformOrderNumber,
    bool IsWritten,
    bool IsChargeWritten,
    string? ChargeWarning,
    string? TraceParent,
    long Fence
);
