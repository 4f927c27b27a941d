using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RechargeSync.Platforms.Medusa;

/// <summary>An order as Medusa answers it, as far as it is asked for: <see cref="Fields"/>.</summary>
internal sealed record MedusaOrder
{
    /// <summary>What each call that answers an order asks for.</summary>
    public const string Fields =
        "id,display_id,custom_display_id,status,is_draft_order,currency_code,total,email,metadata,"
        + "*shipping_address,*billing_address,*payment_collections";

    public string? Id { get; init; }

    public long? DisplayId { get; init; }

    /// <summary>Our reference; unique.</summary>
    public string? CustomDisplayId { get; init; }

    public string? Status { get; init; }

    public bool IsDraftOrder { get; init; }

    public decimal? Total { get; init; }

    public string? Email { get; init; }

    public MedusaAddress? ShippingAddress { get; init; }

    public MedusaAddress? BillingAddress { get; init; }

    public JsonObject? Metadata { get; init; }

    public IReadOnlyList<MedusaCollection?>? PaymentCollections { get; init; }

    [JsonIgnore]
    public bool IsCanceled => Status == "canceled";

    [JsonIgnore]
    public PlatformIds? Ids =>
        Id is { Length: > 0 and <= 200 } id
            ? new PlatformIds(id, DisplayId is { } number ? FormattableString.Invariant($"{number}") : id)
            : null;

    /// <summary>A text of its metadata; null where there is none.</summary>
    public string? Noted(string key) =>
        Metadata?[key] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    public override string ToString() => $"[order {Id}]";
}

/// <summary>What is to be paid of an order; one is <c>completed</c> once it was.</summary>
internal sealed record MedusaCollection(string? Id, string? Status, decimal? Amount);

/// <summary>What our route answers: its version, and the order that was asked for.</summary>
/// <param name="Version">Of the route.</param>
/// <param name="Created">Whether this call has made the order final.</param>
/// <param name="Order">The order.</param>
internal sealed record MedusaRouteAnswer(int? Version, bool Created, MedusaOrder? Order);

internal sealed record MedusaOrderAnswer(MedusaOrder? Order, MedusaOrder? DraftOrder);

internal sealed record MedusaOrderPage(IReadOnlyList<MedusaOrder?>? Orders, IReadOnlyList<MedusaOrder?>? DraftOrders);

internal sealed record MedusaRefusal(string? Type, string? Code, string? Message);

internal sealed record MedusaCollectionAnswer(MedusaCollection? PaymentCollection);

internal sealed record MedusaVariants(IReadOnlyList<MedusaVariant?>? Variants);

internal sealed record MedusaVariant(string? Id, string? Sku);

internal sealed record MedusaCustomers(IReadOnlyList<MedusaCustomer?>? Customers, MedusaCustomer? Customer);

internal sealed record MedusaCustomer(string? Id, bool HasAccount);

internal sealed record MedusaRegionAnswer(MedusaRegion? Region);

internal sealed record MedusaRegion(string? CurrencyCode, bool AutomaticTaxes);

internal sealed record MedusaChannelAnswer(MedusaChannel? SalesChannel);

internal sealed record MedusaChannel(string? Name, bool IsDisabled);

internal sealed record MedusaPromotions(IReadOnlyList<MedusaPromotion?>? Promotions);

internal sealed record MedusaPromotion(string? Code, string? Status, bool IsAutomatic);

internal sealed record MedusaCartAnswer(MedusaCart? Cart);

internal sealed record MedusaCart(DateTimeOffset? CompletedAt, IReadOnlyList<MedusaCartItem?>? Items);

internal sealed record MedusaCartItem(string? Id);

/// <summary>Source-generated JSON of what is sent to Medusa and read of it.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(MedusaNewOrder))]
[JsonSerializable(typeof(MedusaNewCustomer))]
[JsonSerializable(typeof(MedusaNewCollection))]
[JsonSerializable(typeof(MedusaPaid))]
[JsonSerializable(typeof(MedusaOrderChange))]
[JsonSerializable(typeof(MedusaRouteAnswer))]
[JsonSerializable(typeof(MedusaOrderAnswer))]
[JsonSerializable(typeof(MedusaOrderPage))]
[JsonSerializable(typeof(MedusaRefusal))]
[JsonSerializable(typeof(MedusaCollectionAnswer))]
[JsonSerializable(typeof(MedusaVariants))]
[JsonSerializable(typeof(MedusaCustomers))]
[JsonSerializable(typeof(MedusaRegionAnswer))]
[JsonSerializable(typeof(MedusaChannelAnswer))]
[JsonSerializable(typeof(MedusaPromotions))]
[JsonSerializable(typeof(MedusaCartAnswer))]
internal sealed partial class MedusaJson : JsonSerializerContext;
