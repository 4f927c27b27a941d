using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Listing;

/// <summary>The API's words for what the tables hold as numbers.</summary>
internal static class ApiNames
{
    public static string Of(SyncAction action) =>
        action switch
        {
            SyncAction.Push => "push",
            SyncAction.UpdatePlatform => "update_platform",
            SyncAction.WriteOrderIds => "write_order_ids",
            SyncAction.WriteChargeId => "write_charge_id",
            SyncAction.ReadCharge => "read_charge",
            SyncAction.ClearCart => "clear_cart",
            _ => "none",
        };

    public static SyncAction? Step(string word) =>
        word switch
        {
            "push" => SyncAction.Push,
            "update_platform" => SyncAction.UpdatePlatform,
            "write_order_ids" => SyncAction.WriteOrderIds,
            "write_charge_id" => SyncAction.WriteChargeId,
            _ => null,
        };

    /// <summary>A step as a person would say it.</summary>
    public static string Say(SyncAction action) =>
        action switch
        {
            SyncAction.Push => "create the order on the platform",
            SyncAction.UpdatePlatform => "bring the platform's order up to date",
            SyncAction.WriteOrderIds => "write the ids onto Recharge's order",
            SyncAction.WriteChargeId => "write the id onto Recharge's charge",
            SyncAction.ReadCharge => "read the charge, to know whether the order is prepaid",
            SyncAction.ClearCart => "clear the cart",
            _ => "nothing",
        };

    public static string Of(WorkState state, int attempts) =>
        state switch
        {
            WorkState.Waiting => "waiting",
            WorkState.Active => attempts > 0 ? "retrying" : "active",
            WorkState.Done => "done",
            WorkState.Ignored => "ignored",
            _ => "dead",
        };

    public static string Of(InboxState state) =>
        state switch
        {
            InboxState.Received => "received",
            InboxState.Done => "done",
            InboxState.Ignored => "ignored",
            InboxState.Quarantined => "quarantined",
            _ => "dead",
        };

    public static string Kind(bool? isPrepaid) =>
        isPrepaid switch
        {
            true => "prepaid",
            false => "standard",
            null => "unknown",
        };

    public static string Of(WalkCause cause) =>
        cause switch
        {
            WalkCause.First => "first",
            WalkCause.Schedule => "schedule",
            _ => "backfill",
        };

    public static string Of(WalkStage stage) =>
        stage switch
        {
            WalkStage.Unlinked => "unlinked",
            WalkStage.Linked => "linked",
            _ => "sample",
        };

    public static string Of(DriftKind kind) =>
        kind switch
        {
            DriftKind.Missing => "missing",
            DriftKind.Extra => "extra",
            _ => "different",
        };
}
