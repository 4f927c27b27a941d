using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Sync;

public sealed class SyncPlanTests
{
    private static readonly OrderRow s_prepaid = Rows.Linked with { IsPrepaid = true };

    private static readonly CaseTable<(
        OrderRow Row,
        ChargeWriteBack Charge,
        SyncAction Next,
        WorkState AtRest
    )> s_orders = new()
    {
        { "unknown order waits", (Rows.New, ChargeWriteBack.Every, SyncAction.None, WorkState.Waiting) },
        {
            "queued order waits",
            (Rows.Paid with { Status = "queued" }, ChargeWriteBack.Every, SyncAction.None, WorkState.Waiting)
        },
        {
            "failed order waits",
            (Rows.Paid with { Status = "ERROR" }, ChargeWriteBack.Every, SyncAction.None, WorkState.Waiting)
        },
        {
            "cancelled order waits",
            (Rows.Paid with { Status = "cancelled" }, ChargeWriteBack.Every, SyncAction.None, WorkState.Waiting)
        },
        {
            "order of an unknown status waits",
            (Rows.Paid with { Status = "brand_new" }, ChargeWriteBack.Every, SyncAction.None, WorkState.Waiting)
        },
        { "paid order is pushed", (Rows.Paid, ChargeWriteBack.Every, SyncAction.Push, WorkState.Waiting) },
        {
            "status is compared without case",
            (Rows.Paid with { Status = "SUCCESS" }, ChargeWriteBack.Every, SyncAction.Push, WorkState.Waiting)
        },
        {
            "push that was announced without a payload waits for one",
            (Rows.New with { Begun = SyncAction.Push }, ChargeWriteBack.Every, SyncAction.None, WorkState.Waiting)
        },
        {
            "begun push goes on",
            (Rows.Paid with { Begun = SyncAction.Push }, ChargeWriteBack.Every, SyncAction.Push, WorkState.Waiting)
        },
        {
            "begun push goes on though the order was cancelled meanwhile",
            (
                Rows.Paid with
                {
                    Begun = SyncAction.Push,
                    Status = "cancelled",
                },
                ChargeWriteBack.Every,
                SyncAction.Push,
                WorkState.Waiting
            )
        },
        { "pushed order is linked", (Rows.Pushed, ChargeWriteBack.Every, SyncAction.WriteOrderIds, WorkState.Done) },
        {
            "pushed order is linked though it was cancelled meanwhile",
            (Rows.Pushed with { Status = "cancelled" }, ChargeWriteBack.Every, SyncAction.WriteOrderIds, WorkState.Done)
        },
        {
            "link comes before an update",
            (
                Rows.Pushed with
                {
                    DesiredHash = Rows.HashB,
                },
                ChargeWriteBack.Every,
                SyncAction.WriteOrderIds,
                WorkState.Done
            )
        },
        { "linked standard order is done", (Rows.Linked, ChargeWriteBack.Every, SyncAction.None, WorkState.Done) },
        {
            "standard order never writes its charge",
            (Rows.Linked with { ChargeWrittenAt = null }, ChargeWriteBack.Every, SyncAction.None, WorkState.Done)
        },
        {
            "prepaid order writes its charge",
            (s_prepaid, ChargeWriteBack.Every, SyncAction.WriteChargeId, WorkState.Done)
        },
        {
            "prepaid order writes its charge, if first",
            (s_prepaid, ChargeWriteBack.FirstOnly, SyncAction.WriteChargeId, WorkState.Done)
        },
        {
            "prepaid order leaves its charge where that is off",
            (s_prepaid, ChargeWriteBack.Off, SyncAction.None, WorkState.Done)
        },
        {
            "prepaid order without a charge is done",
            (s_prepaid with { ChargeId = null }, ChargeWriteBack.Every, SyncAction.None, WorkState.Done)
        },
        {
            "prepaid order with its charge written is done",
            (s_prepaid with { ChargeWrittenAt = Rows.Now }, ChargeWriteBack.Every, SyncAction.None, WorkState.Done)
        },
        {
            "charge that was refused is left alone",
            (s_prepaid with { ChargeWarning = "refused 422" }, ChargeWriteBack.Every, SyncAction.None, WorkState.Done)
        },
        {
            "charge tells where the payload does not",
            (Rows.Linked with { IsPrepaid = null }, ChargeWriteBack.Every, SyncAction.ReadCharge, WorkState.Done)
        },
        {
            "nobody asks the charge where nothing is written to it",
            (Rows.Linked with { IsPrepaid = null }, ChargeWriteBack.Off, SyncAction.None, WorkState.Done)
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
                SyncAction.None,
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
                SyncAction.UpdatePlatform,
                WorkState.Done
            )
        },
        {
            "order of unknown content is updated",
            (Rows.Linked with { PushedHash = null }, ChargeWriteBack.Every, SyncAction.UpdatePlatform, WorkState.Done)
        },
        {
            "changed order that is no longer paid is left as it is",
            (
                Rows.Linked with
                {
                    DesiredHash = Rows.HashB,
                    Status = "refunded",
                },
                ChargeWriteBack.Every,
                SyncAction.None,
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
                SyncAction.UpdatePlatform,
                WorkState.Done
            )
        },
        {
            "adopted order is done",
            (s_prepaid with { Adopted = true }, ChargeWriteBack.Every, SyncAction.None, WorkState.Done)
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
                SyncAction.UpdatePlatform,
                WorkState.Done
            )
        },
        {
            "dead letter stays dead",
            (Rows.Paid with { State = WorkState.Dead }, ChargeWriteBack.Every, SyncAction.None, WorkState.Dead)
        },
        {
            "dead letter stays dead whatever was begun",
            (
                Rows.Paid with
                {
                    State = WorkState.Dead,
                    Begun = SyncAction.Push,
                },
                ChargeWriteBack.Every,
                SyncAction.None,
                WorkState.Dead
            )
        },
        {
            "ignored order stays ignored",
            (Rows.Paid with { State = WorkState.Ignored }, ChargeWriteBack.Every, SyncAction.None, WorkState.Ignored)
        },
    };

    private static readonly CaseTable<(CartRow Row, SyncAction Next, WorkState AtRest)> s_carts = new()
    {
        { "named cart is cleared", (Rows.Cart, SyncAction.ClearCart, WorkState.Waiting) },
        { "cleared cart is done", (Rows.Cart with { ClearedAt = Rows.Now }, SyncAction.None, WorkState.Done) },
        {
            "unknown cart waits",
            (Rows.Cart with { State = WorkState.Waiting, CartId = null }, SyncAction.None, WorkState.Waiting)
        },
        {
            "checkout without a cart is ignored",
            (Rows.Cart with { State = WorkState.Ignored, CartId = null }, SyncAction.None, WorkState.Ignored)
        },
        { "dead cart stays dead", (Rows.Cart with { State = WorkState.Dead }, SyncAction.None, WorkState.Dead) },
    };

    public static TheoryData<string> Orders => s_orders.Names;

    public static TheoryData<string> Carts => s_carts.Names;

    [Theory]
    [MemberData(nameof(Orders))]
    public void Row_of_an_order_decides_its_next_step(string name)
    {
        var (row, charge, next, rest) = s_orders[name];
        Assert.Equal((next, rest), (SyncPlan.Next(row, charge), SyncPlan.Rest(row)));
    }

    [Theory]
    [MemberData(nameof(Carts))]
    public void Row_of_a_cart_decides_its_next_step(string name)
    {
        var (row, next, rest) = s_carts[name];
        Assert.Equal((next, rest), (SyncPlan.Next(row), SyncPlan.Rest(row)));
    }
}
