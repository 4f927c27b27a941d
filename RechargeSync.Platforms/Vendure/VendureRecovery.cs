using System.Text.Json;

namespace RechargeSync.Platforms.Vendure;

/// <summary>An order that has our reference.</summary>
/// <param name="Id">Vendure's id.</param>
/// <param name="Code">What people call it by.</param>
/// <param name="State">Such as <c>Draft</c> or <c>PaymentSettled</c>.</param>
/// <param name="Total">With tax, in Vendure's unit.</param>
/// <param name="Currency">ISO 4217.</param>
internal sealed record VendureFound(string Id, string Code, string State, long Total, string Currency)
{
    /// <summary>Its ids.</summary>
    public PlatformIds Ids => new(Id, Code);

    /// <summary>Whether it is an order, and not a draft or a cart.</summary>
    public bool IsPlaced => State is not ("Created" or "Draft" or "AddingItems" or "ArrangingPayment");

    /// <summary>Reads an order that was asked for <c>id code state totalWithTax currencyCode</c>.</summary>
    /// <returns>Null where there is none.</returns>
    public static VendureFound? Read(JsonElement order) =>
        order.TextAt("id") is { Length: > 0 and <= 200 } id
        && order.TextAt("code") is { Length: > 0 and <= 200 } code
        && order.TextAt("state") is { } state
            ? new VendureFound(id, code, state, order.WholeAt("totalWithTax") ?? 0, order.TextAt("currencyCode") ?? "")
            : null;
}

/// <summary>What brings an order on.</summary>
internal enum VendureStep
{
    /// <summary>Nothing is there: create it.</summary>
    Create,

    /// <summary>A draft is there, of whose filling nobody knows how far it came: delete it, then create anew.</summary>
    Discard,

    /// <summary>It is filled and priced: pay for it.</summary>
    Pay,

    /// <summary>It is paid, or cancelled since.</summary>
    Done,
}

/// <summary>How a creation that was cut short goes on. Pure.</summary>
internal static class VendureRecovery
{
    /// <summary>The next step from what has our reference.</summary>
    public static VendureStep Next(VendureFound? found) =>
        found?.State switch
        {
            null => VendureStep.Create,
            "Created" or "Draft" => VendureStep.Discard,
            "ArrangingPayment" => VendureStep.Pay,
            _ => VendureStep.Done,
        };

    /// <summary>What a look-up answers.</summary>
    public static PlatformAnswer Answer(VendureFound? found) =>
        Next(found) switch
        {
            VendureStep.Create => new PlatformAnswer.NotFound(),
            VendureStep.Done => new PlatformAnswer.Existed(found!.Ids),
            _ => new PlatformAnswer.HalfMade(found!.Id),
        };
}

/// <summary>What becomes of an order that is to be cancelled. Pure.</summary>
internal static class VendureCancellation
{
    /// <summary>What a cancellation of an order in this state comes to; null where it takes a call.</summary>
    public static PlatformChange? Settled(string? state) =>
        state switch
        {
            null => new PlatformChange.NotFound(),
            "Cancelled" => new PlatformChange.Done(),
            "Shipped" or "PartiallyShipped" or "Delivered" or "PartiallyDelivered" => new PlatformChange.NotPossible(
                $"the order is in the state {state}"
            ),
            "AddingItems" => new PlatformChange.NotPossible("the id is that of a cart"),
            _ => null,
        };

    /// <summary>Whether it is deleted rather than cancelled.</summary>
    public static bool IsDeleted(string state) => state is "Created" or "Draft";
}
