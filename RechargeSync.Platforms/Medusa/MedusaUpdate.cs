using System.Text.Json.Nodes;

namespace RechargeSync.Platforms.Medusa;

/// <summary>What an update comes to: either an answer at once, or a change to be sent.</summary>
internal sealed record MedusaUpdate(PlatformAnswer? Answer, MedusaOrderChange? Change)
{
    private const string CountryIsFixed = "Medusa does not let the country of an order's address be changed.";

    private const string ContentsAreFixed =
        "Medusa takes no other lines, prices, shipping, discounts or taxes for an order that was placed.";

    /// <summary>Compares an order with what it is to be. Pure.</summary>
    /// <param name="order">As Medusa has it.</param>
    /// <param name="update">What it is to be.</param>
    public static MedusaUpdate Of(MedusaOrder order, PlatformUpdate update)
    {
        if (order.Ids is not { } ids)
        {
            return new(new PlatformAnswer.NotFound(), null);
        }

        if (order.IsDraftOrder)
        {
            return new(new PlatformAnswer.HalfMade(ids.Id), null);
        }

        var version = VersionOf(order.Metadata);
        if (version > update.Version)
        {
            return new(new PlatformAnswer.Outdated(version), null);
        }

        if (order.Noted(MedusaMetadata.Hash) == MedusaMetadata.Hex(update.Order.Hash))
        {
            return new(new PlatformAnswer.Existed(ids), null);
        }

        if (order.IsCanceled)
        {
            return NotCarried(["status"], "The order was cancelled in Medusa, and takes no changes.");
        }

        var wanted = update.Order.Order;
        var isFixed = MedusaMetadata.ChangedOfFixed(order.Metadata, wanted);
        if (isFixed.Count > 0)
        {
            return NotCarried(isFixed, ContentsAreFixed);
        }

        var shipping = Address(order.ShippingAddress, wanted.ShippingAddress);
        var billing = Address(order.BillingAddress, wanted.BillingAddress);
        List<string> moved =
        [
            .. IsMoved(order.ShippingAddress, shipping) ? (string[])["shippingAddress"] : [],
            .. IsMoved(order.BillingAddress, billing) ? (string[])["billingAddress"] : [],
        ];
        if (moved.Count > 0)
        {
            return NotCarried(moved, CountryIsFixed);
        }

        var email = wanted.Email.IsMentioned && wanted.Email.Value != order.Email ? wanted.Email.Value ?? "" : null;
        if (email is "")
        {
            return NotCarried(["email"], "Medusa does not let the e-mail address of an order be taken away.");
        }

        var metadata = MedusaMetadata.Of(update.Order);
        metadata[MedusaMetadata.Version] = update.Version;
        KeepFixed(order.Metadata, metadata);
        var change = new MedusaOrderChange
        {
            Email = email,
            ShippingAddress = shipping,
            BillingAddress = billing,
            Metadata = MedusaMetadata.Change(order.Metadata, metadata),
        };
        return change.IsEmpty ? new(new PlatformAnswer.Existed(ids), null) : new(null, change);
    }

    /// <summary>What notes a refund; null where it is noted.</summary>
    public static MedusaOrderChange? Of(MedusaOrder order, PlatformRefund refund)
    {
        var wanted = new JsonObject { [MedusaMetadata.Status] = refund.IsWhole ? "refunded" : "partially_refunded" };
        if (refund.Amount is { } amount)
        {
            wanted[MedusaMetadata.Refunded] = MedusaMetadata.Money(amount);
        }

        return MedusaMetadata.Change(order.Metadata, wanted) is { } metadata
            ? new MedusaOrderChange { Metadata = metadata }
            : null;
    }

    private static MedusaUpdate NotCarried(IReadOnlyList<string> fields, string why) =>
        new(new PlatformAnswer.NotCarried(fields, why), null);

    // What the order was placed with stays noted for what this update does not mention.
    private static void KeepFixed(JsonObject? noted, JsonObject wanted)
    {
        if (noted?[MedusaMetadata.Fixed] is JsonObject made)
        {
            wanted[MedusaMetadata.Fixed] = made.DeepClone();
        }
    }

    // Null where it stays as it is. One that is taken away is emptied: Medusa cannot do without it again.
    private static MedusaAddress? Address(MedusaAddress? from, Maybe<PlatformAddress?> wanted)
    {
        if (!wanted.IsMentioned || (from is null && wanted.Value is null))
        {
            return null;
        }

        var to = MedusaAddress.Of(wanted.Value) ?? new MedusaAddress();
        return to == from ? null : to;
    }

    // An address without a country takes none later either.
    private static bool IsMoved(MedusaAddress? from, MedusaAddress? to) =>
        to is { CountryCode: not null } && to.CountryCode != from?.CountryCode;

    private static long VersionOf(JsonObject? metadata) =>
        metadata?[MedusaMetadata.Version] is JsonValue value && value.TryGetValue<long>(out var version) ? version : 0;
}
