namespace RechargeSync.Core.Stores;

/// <summary>Which prepaid orders put their platform id on the charge they share.</summary>
public enum ChargeWriteBack
{
    /// <summary>Every prepaid order, as Recharge's guide has it: the latest order's id stands on the charge.</summary>
    Every,

    /// <summary>Only the charge's first order (lowest <c>scheduled_at</c>, then lowest id).</summary>
    FirstOnly,

    /// <summary>None.</summary>
    Off,
}
