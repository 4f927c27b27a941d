namespace RechargeSync.Core.Reconciliation;

/// <summary>What mends a difference.</summary>
internal enum DriftCure
{
    /// <summary>Nothing that we could do by ourselves: a person has to look.</summary>
    None,

    /// <summary>The order, as Recharge shows it, goes through the inbox like a webhook.</summary>
    Feed,

    /// <summary>The ids are written onto the order once more, with a look first.</summary>
    WriteAgain,
}
