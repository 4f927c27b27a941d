using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RechargeSync.Platforms.Medusa;

/// <summary>
/// An order as Medusa takes it: <c>POST /admin/draft-orders</c>, and with the first three members our route.
/// </summary>
internal sealed record MedusaNewOrder
{
    /// <summary>Our reference; only the route takes it.</summary>
    public string? Reference { get; init; }

    /// <summary>What the order has to come to; only the route takes it.</summary>
    public decimal? ExpectedTotal { get; init; }

    /// <summary>Names of a customer who is not known yet; only the route takes them.</summary>
    public MedusaNames? Customer { get; init; }

    /// <summary>The customer, where the admin API is used alone.</summary>
    public string? CustomerId { get; init; }

    public string? Email { get; init; }

    public required string RegionId { get; init; }

    public required string SalesChannelId { get; init; }

    public required string CurrencyCode { get; init; }

    public required IReadOnlyList<MedusaItem> Items { get; init; }

    public required IReadOnlyList<MedusaShippingMethod> ShippingMethods { get; init; }

    public MedusaAddress? ShippingAddress { get; init; }

    public MedusaAddress? BillingAddress { get; init; }

    public required JsonObject Metadata { get; init; }
}

/// <summary>
/// A line; the members from <see cref="IsTaxInclusive"/> on are for the route, and else dropped by Medusa.
/// </summary>
internal sealed record MedusaItem
{
    public required string Title { get; init; }

    public string? VariantId { get; init; }

    public string? VariantSku { get; init; }

    public required int Quantity { get; init; }

    public required decimal UnitPrice { get; init; }

    public JsonObject? Metadata { get; init; }

    public bool? IsTaxInclusive { get; init; }

    public bool? RequiresShipping { get; init; }

    public IReadOnlyList<MedusaAdjustment>? Adjustments { get; init; }

    public IReadOnlyList<MedusaTaxLine>? TaxLines { get; init; }
}

/// <summary>A shipping line; members as with <see cref="MedusaItem"/>.</summary>
internal sealed record MedusaShippingMethod
{
    public required string Name { get; init; }

    public required string ShippingOptionId { get; init; }

    public required decimal Amount { get; init; }

    public bool? IsTaxInclusive { get; init; }

    public IReadOnlyList<MedusaAdjustment>? Adjustments { get; init; }

    public IReadOnlyList<MedusaTaxLine>? TaxLines { get; init; }
}

/// <summary>A discount of a line.</summary>
internal sealed record MedusaAdjustment(string Code, decimal Amount, bool IsTaxInclusive);

/// <summary>A tax of a line; Medusa works the amount out from the rate.</summary>
/// <param name="Code">Its name.</param>
/// <param name="Description">The same.</param>
/// <param name="Rate">In percent, as text, so that it keeps its 20 digits.</param>
internal sealed record MedusaTaxLine(string Code, string Description, string Rate);

/// <summary>Names of a customer.</summary>
internal sealed record MedusaNames(string? FirstName, string? LastName, string? Phone)
{
    public override string ToString() => "[customer]";
}

/// <summary>A customer that is made: <c>POST /admin/customers</c>.</summary>
internal sealed record MedusaNewCustomer(string Email, string? FirstName, string? LastName, string? Phone)
{
    public override string ToString() => "[customer]";
}

/// <summary>
/// An address, all ten members of it: one that is left out of an update keeps its value, so nothing is left out.
/// </summary>
internal sealed record MedusaAddress
{
    [JsonPropertyName("address_1")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Address1 { get; init; }

    [JsonPropertyName("address_2")]
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Address2 { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? FirstName { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? LastName { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Phone { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Company { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? City { get; init; }

    /// <summary>In lower case: Medusa compares it letter by letter, and refuses any change.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? CountryCode { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? Province { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.Never)]
    public string? PostalCode { get; init; }

    public static MedusaAddress? Of(PlatformAddress? address) =>
        address is null
            ? null
            : new MedusaAddress
            {
                FirstName = address.FirstName,
                LastName = address.LastName,
                Phone = address.Phone,
                Company = address.Company,
                Address1 = address.Address1,
                Address2 = address.Address2,
                City = address.City,
                CountryCode = address.Country?.ToLowerInvariant(),
                Province = address.Province,
                PostalCode = address.Zip,
            };

    public override string ToString() => "[address]";
}

/// <summary>What an update sends of an order: <c>POST /admin/orders/{id}</c>. What is null is left as it is.</summary>
internal sealed record MedusaOrderChange
{
    public string? Email { get; init; }

    public MedusaAddress? ShippingAddress { get; init; }

    public MedusaAddress? BillingAddress { get; init; }

    /// <summary>Merged by key with what is there; an empty text takes a key away.</summary>
    public JsonObject? Metadata { get; init; }

    [JsonIgnore]
    public bool IsEmpty => this is { Email: null, ShippingAddress: null, BillingAddress: null, Metadata: null };
}

/// <summary>What is to be paid: <c>POST /admin/payment-collections</c>.</summary>
internal sealed record MedusaNewCollection(string OrderId, decimal Amount);

/// <summary>A payment made outside Medusa: <c>POST /admin/payment-collections/{id}/mark-as-paid</c>.</summary>
internal sealed record MedusaPaid(string OrderId);
