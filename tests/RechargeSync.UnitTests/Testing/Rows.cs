using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Testing;

/// <summary>Rows in the states that orders and carts pass through.</summary>
internal static class Rows
{
    public static readonly byte[] HashA = [1];
    public static readonly byte[] HashB = [2];
    public static readonly DateTimeOffset Now = new(OrderBuilder.Time(0));

    /// <summary>A row of an order that was never heard of, as a first claim creates it.</summary>
    public static OrderRow New { get; } =
        new()
        {
            Store = "default",
            OrderId = 534919106,
            Work = new() { Fence = 1, CreatedAt = Now },
        };

    /// <summary>Paid and not pushed.</summary>
    public static OrderRow Paid { get; } =
        New with
        {
            Status = "success",
            Standing = OrderStanding.Paid,
            IsPrepaid = false,
            ChargeId = 580825290,
            AddressId = 46453225,
            DesiredHash = HashA,
            PayloadInboxId = 1,
            Work = New.Work with { State = WorkState.Active },
        };

    /// <summary>On the platform, not yet linked.</summary>
    public static OrderRow Pushed { get; } =
        Paid with
        {
            PlatformOrderId = "92812948",
            PlatformOrderNumber = "101",
            PushedHash = HashA,
            PushedAt = Now,
        };

    /// <summary>On the platform, and linked in Recharge.</summary>
    public static OrderRow Linked { get; } = Pushed with { OrderWrittenAt = Now };

    /// <summary>Everything is done.</summary>
    public static OrderRow Done { get; } =
        Linked with
        {
            Work = Linked.Work with { State = WorkState.Done, FinishedAt = Now },
        };

    /// <summary>A cart that is to be cleared.</summary>
    public static CartRow Cart { get; } =
        new()
        {
            Store = "default",
            Token = "t",
            CartId = "c",
            Work = new()
            {
                State = WorkState.Active,
                Fence = 1,
                CreatedAt = Now,
            },
        };
}
