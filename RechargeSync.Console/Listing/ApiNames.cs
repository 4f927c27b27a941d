using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Listing;

/// <summary>The API's words for what the tables hold as numbers.</summary>
internal static class ApiNames
{
    public static string Of(WorkStep action) =>
        action switch
        {
            WorkStep.Push => "push",
            WorkStep.UpdatePlatform => "update_platform",
            WorkStep.WriteOrderIds => "write_order_ids",
            WorkStep.WriteChargeId => "write_charge_id",
            WorkStep.ReadCharge => "read_charge",
            WorkStep.ClearCart => "clear_cart",
            WorkStep.ReadOrder => "read_order",
            WorkStep.CheckLink => "check_link",
            WorkStep.CancelOnPlatform => "cancel_on_platform",
            WorkStep.RefundOnPlatform => "refund_on_platform",
            WorkStep.ReadOrdersOfCharge => "read_orders_of_charge",
            _ => "none",
        };

    public static WorkStep? Step(string word) =>
        word switch
        {
            "push" => WorkStep.Push,
            "update_platform" => WorkStep.UpdatePlatform,
            "write_order_ids" => WorkStep.WriteOrderIds,
            "write_charge_id" => WorkStep.WriteChargeId,
            _ => null,
        };

    /// <summary>A step as a person would say it.</summary>
    public static string Say(WorkStep action) =>
        action switch
        {
            WorkStep.Push => "create the order on the platform",
            WorkStep.UpdatePlatform => "bring the platform's order up to date",
            WorkStep.WriteOrderIds => "write the ids onto Recharge's order",
            WorkStep.WriteChargeId => "write the id onto Recharge's charge",
            WorkStep.ReadCharge => "read the charge, to know whether the order is prepaid",
            WorkStep.ClearCart => "clear the cart",
            WorkStep.ReadOrder => "ask Recharge for the order",
            WorkStep.CheckLink => "look up the order that Recharge links",
            WorkStep.CancelOnPlatform => "cancel the platform's order",
            WorkStep.RefundOnPlatform => "tell the platform what has been given back",
            WorkStep.ReadOrdersOfCharge => "read the charge's orders from Recharge",
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

    public static string Of(DeliveryState state) =>
        state switch
        {
            DeliveryState.Received => "received",
            DeliveryState.Done => "done",
            DeliveryState.Ignored => "ignored",
            DeliveryState.Quarantined => "quarantined",
            _ => "dead",
        };

    public static string Kind(bool? isPrepaid) =>
        isPrepaid switch
        {
            true => "prepaid",
            false => "standard",
            null => "unknown",
        };

    public static string Of(OrderStanding standing) =>
        standing switch
        {
            OrderStanding.Open => "open",
            OrderStanding.Paid => "paid",
            OrderStanding.PartiallyRefunded => "partially_refunded",
            OrderStanding.Refunded => "refunded",
            _ => "cancelled",
        };

    public static string Of(RunCause cause) =>
        cause switch
        {
            RunCause.First => "first",
            RunCause.Schedule => "schedule",
            RunCause.DryRun => "dry_run",
            _ => "backfill",
        };

    public static string Of(RunStage stage) =>
        stage switch
        {
            RunStage.Unlinked => "unlinked",
            RunStage.Linked => "linked",
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
