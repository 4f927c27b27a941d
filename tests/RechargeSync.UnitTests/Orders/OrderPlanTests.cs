using RechargeSync.Core.Orders;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Orders;

public sealed class OrderPlanTests
{
    private static readonly OrderRow s_prepaid = Rows.Linked with { IsPrepaid = true };

    private static readonly CaseTable<(
        OrderRow Row,
        ChargeWriteBack Charge,
        WorkStep Next,
        WorkState Settled
    )> s_orders = new()
    {
        { "unknown order waits", (Rows.New, ChargeWriteBack.Every, WorkStep.None, WorkState.Waiting) },
        {
            "queued order waits",
            (
                Rows.Paid with
                {
                    Status = "queued",
                    Standing = OrderStanding.Open,
                },
                ChargeWriteBack.Every,
                WorkStep.None,
                WorkState.Waiting
            )
        },
        {
            "failed order waits",
            (
                Rows.Paid with
                {
                    Status = "ERROR",
                    Standing = OrderStanding.Open,
                },
                ChargeWriteBack.Every,
                WorkStep.None,
                WorkState.Waiting
            )
        },
        {
            "cancelled order is ignored",
            (
                Rows.Paid with
                {
                    Standing = OrderStanding.Cancelled,
                },
                ChargeWriteBack.Every,
                WorkStep.None,
                WorkState.Ignored
            )
        },
        {
            "order that was wholly refunded before it was placed is ignored",
            (
                Rows.Paid with
                {
                    Standing = OrderStanding.Refunded,
                },
                ChargeWriteBack.Every,
                WorkStep.None,
                WorkState.Ignored
            )
        },
        {
            "order that was refunded in part is pushed",
            (
                Rows.Paid with
                {
                    Standing = OrderStanding.PartiallyRefunded,
                },
                ChargeWriteBack.Every,
                WorkStep.Push,
                WorkState.Waiting
            )
        },
        {
            "placed order that is cancelled is cancelled on the platform before its ids are written",
            (
                Rows.Pushed with
                {
                    Standing = OrderStanding.Cancelled,
                },
                ChargeWriteBack.Every,
                WorkStep.CancelOnPlatform,
                WorkState.Done
            )
        },
        {
            "refund is told before anything else",
            (
                Rows.Pushed with
                {
                    Standing = OrderStanding.PartiallyRefunded,
                    Refunded = 5,
                },
                ChargeWriteBack.Every,
                WorkStep.RefundOnPlatform,
                WorkState.Done
            )
        },
        {
            "refund that the platform knows is not told again",
            (
                Rows.Linked with
                {
                    Standing = OrderStanding.PartiallyRefunded,
                    PlatformStanding = OrderStanding.PartiallyRefunded,
                    Refunded = 5,
                    PlatformRefunded = 5,
                },
                ChargeWriteBack.Every,
                WorkStep.None,
                WorkState.Done
            )
        },
        {
            "refund that has grown is told",
            (
                Rows.Linked with
                {
                    Standing = OrderStanding.PartiallyRefunded,
                    PlatformStanding = OrderStanding.PartiallyRefunded,
                    Refunded = 6,
                    PlatformRefunded = 5,
                },
                ChargeWriteBack.Every,
                WorkStep.RefundOnPlatform,
                WorkState.Done
            )
        },
        {
            "order that Recharge has deleted gets no ids there",
            (
                Rows.Pushed with
                {
                    Status = "deleted",
                    Standing = OrderStanding.Cancelled,
                    PlatformStanding = OrderStanding.Cancelled,
                },
                ChargeWriteBack.Every,
                WorkStep.None,
                WorkState.Done
            )
        },
        {
            "question goes before everything",
            (Rows.Paid with { Question = "same_time" }, ChargeWriteBack.Every, WorkStep.ReadOrder, WorkState.Waiting)
        },
        {
            "push in doubt goes before a question",
            (
                Rows.Paid with
                {
                    Question = "same_time",
                    Work = Rows.Paid.Work with { Intent = WorkStep.Push },
                },
                ChargeWriteBack.Every,
                WorkStep.Push,
                WorkState.Waiting
            )
        },
        {
            "cancellation in doubt goes before a question",
            (
                Rows.Linked with
                {
                    Standing = OrderStanding.Cancelled,
                    Question = "same_time",
                    Work = Rows.Linked.Work with { Intent = WorkStep.CancelOnPlatform },
                },
                ChargeWriteBack.Every,
                WorkStep.CancelOnPlatform,
                WorkState.Done
            )
        },
        {
            "charge in doubt goes before a question",
            (
                s_prepaid with
                {
                    Question = "same_time",
                    Work = s_prepaid.Work with { Intent = WorkStep.WriteChargeId },
                },
                ChargeWriteBack.Every,
                WorkStep.WriteChargeId,
                WorkState.Done
            )
        },
        {
            "order of an unknown status waits",
            (
                Rows.Paid with
                {
                    Status = "brand_new",
                    Standing = OrderStanding.Open,
                },
                ChargeWriteBack.Every,
                WorkStep.None,
                WorkState.Waiting
            )
        },
        {
            "paid order of a version that knew no standing is pushed",
            (Rows.Paid with { Standing = OrderStanding.Open }, ChargeWriteBack.Every, WorkStep.Push, WorkState.Waiting)
        },
        { "paid order is pushed", (Rows.Paid, ChargeWriteBack.Every, WorkStep.Push, WorkState.Waiting) },
        {
            "status is compared without case",
            (Rows.Paid with { Status = "SUCCESS" }, ChargeWriteBack.Every, WorkStep.Push, WorkState.Waiting)
        },
        {
            "push that was announced without a payload waits for one",
            (
                Rows.New with
                {
                    Work = Rows.New.Work with { Intent = WorkStep.Push },
                },
                ChargeWriteBack.Every,
                WorkStep.None,
                WorkState.Waiting
            )
        },
        {
            "intended push goes on",
            (
                Rows.Paid with
                {
                    Work = Rows.Paid.Work with { Intent = WorkStep.Push },
                },
                ChargeWriteBack.Every,
                WorkStep.Push,
                WorkState.Waiting
            )
        },
        {
            "intended push goes on though the order was cancelled meanwhile",
            (
                Rows.Paid with
                {
                    Status = "cancelled",
                    Work = Rows.Paid.Work with { Intent = WorkStep.Push },
                },
                ChargeWriteBack.Every,
                WorkStep.Push,
                WorkState.Waiting
            )
        },
        { "pushed order is linked", (Rows.Pushed, ChargeWriteBack.Every, WorkStep.WriteOrderIds, WorkState.Done) },
        {
            "pushed order is linked though it was cancelled meanwhile",
            (Rows.Pushed with { Status = "cancelled" }, ChargeWriteBack.Every, WorkStep.WriteOrderIds, WorkState.Done)
        },
        {
            "link comes before an update",
            (
                Rows.Pushed with
                {
                    DesiredHash = Rows.HashB,
                },
                ChargeWriteBack.Every,
                WorkStep.WriteOrderIds,
                WorkState.Done
            )
        },
        { "linked standard order is done", (Rows.Linked, ChargeWriteBack.Every, WorkStep.None, WorkState.Done) },
        {
            "standard order never writes its charge",
            (Rows.Linked with { ChargeWrittenAt = null }, ChargeWriteBack.Every, WorkStep.None, WorkState.Done)
        },
        {
            "prepaid order writes its charge",
            (s_prepaid, ChargeWriteBack.Every, WorkStep.WriteChargeId, WorkState.Done)
        },
        {
            "prepaid order writes its charge, if first",
            (s_prepaid, ChargeWriteBack.FirstOnly, WorkStep.WriteChargeId, WorkState.Done)
        },
        {
            "prepaid order leaves its charge where that is off",
            (s_prepaid, ChargeWriteBack.Off, WorkStep.None, WorkState.Done)
        },
        {
            "prepaid order without a charge is done",
            (s_prepaid with { ChargeId = null }, ChargeWriteBack.Every, WorkStep.None, WorkState.Done)
        },
        {
            "prepaid order with its charge written is done",
            (s_prepaid with { ChargeWrittenAt = Rows.Now }, ChargeWriteBack.Every, WorkStep.None, WorkState.Done)
        },
        {
            "charge that was refused is left alone",
            (s_prepaid with { ChargeWarning = "refused 422" }, ChargeWriteBack.Every, WorkStep.None, WorkState.Done)
        },
        {
            "charge tells where the payload does not",
            (Rows.Linked with { IsPrepaid = null }, ChargeWriteBack.Every, WorkStep.ReadCharge, WorkState.Done)
        },
        {
            "nobody asks the charge where nothing is written to it",
            (Rows.Linked with { IsPrepaid = null }, ChargeWriteBack.Off, WorkStep.None, WorkState.Done)
        },
        {
            "nobody asks an unknown charge",
            (
                Rows.Linked with
                {
                    IsPrepaid = null,
                    ChargeId = null,
                },
                ChargeWriteBack.Every,
                WorkStep.None,
                WorkState.Done
            )
        },
        {
            "changed order is updated",
            (
                Rows.Linked with
                {
                    DesiredHash = Rows.HashB,
                },
                ChargeWriteBack.Every,
                WorkStep.UpdatePlatform,
                WorkState.Done
            )
        },
        {
            "order of unknown content is updated",
            (Rows.Linked with { PushedHash = null }, ChargeWriteBack.Every, WorkStep.UpdatePlatform, WorkState.Done)
        },
        {
            "changed order that is no longer paid is left as it is",
            (
                Rows.Linked with
                {
                    DesiredHash = Rows.HashB,
                    Status = "cancelled",
                    Standing = OrderStanding.Cancelled,
                    PlatformStanding = OrderStanding.Cancelled,
                },
                ChargeWriteBack.Every,
                WorkStep.None,
                WorkState.Done
            )
        },
        {
            "update does not wait for the charge",
            (
                s_prepaid with
                {
                    DesiredHash = Rows.HashB,
                },
                ChargeWriteBack.Every,
                WorkStep.UpdatePlatform,
                WorkState.Done
            )
        },
        {
            "adopted order is done",
            (s_prepaid with { Adopted = true }, ChargeWriteBack.Every, WorkStep.None, WorkState.Done)
        },
        {
            "adopted order that changed is updated",
            (
                s_prepaid with
                {
                    Adopted = true,
                    DesiredHash = Rows.HashB,
                },
                ChargeWriteBack.Every,
                WorkStep.UpdatePlatform,
                WorkState.Done
            )
        },
        {
            "dead letter stays dead",
            (
                Rows.Paid with
                {
                    Work = Rows.Paid.Work with { State = WorkState.Dead },
                },
                ChargeWriteBack.Every,
                WorkStep.None,
                WorkState.Dead
            )
        },
        {
            "dead letter stays dead whatever was intended",
            (
                Rows.Paid with
                {
                    Work = Rows.Paid.Work with { State = WorkState.Dead, Intent = WorkStep.Push },
                },
                ChargeWriteBack.Every,
                WorkStep.None,
                WorkState.Dead
            )
        },
        {
            "ignored order stays ignored",
            (
                Rows.Paid with
                {
                    Work = Rows.Paid.Work with { State = WorkState.Ignored },
                },
                ChargeWriteBack.Every,
                WorkStep.None,
                WorkState.Ignored
            )
        },
    };

    public static TheoryData<string> Orders => s_orders.Names;

    [Theory]
    [MemberData(nameof(Orders))]
    public void Row_of_an_order_decides_its_next_step(string name)
    {
        var (row, charge, next, settled) = s_orders[name];
        Assert.Equal(
            (next, settled),
            (OrderPlan.Next(row, charge), row.Work.Settle(OrderPlan.Settle(row), Rows.Now).State)
        );
    }
}
