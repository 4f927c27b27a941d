namespace RechargeSync.Core.Platforms;

#pragma warning disable MA0048 // The parts of one document are read together.

/// <summary>Who bought.</summary>
internal sealed record PlatformCustomer(string? Id, string? Email, string? FirstName, string? LastName, string? Phone)
{
    public override string ToString() => "[customer]";
}

/// <summary>A postal address.</summary>
internal sealed record PlatformAddress(
    string? FirstName,
    string? LastName,
    string? Company,
    string? Address1,
    string? Address2,
    string? City,
    string? Province,
    string? Zip,
    string? Country,
    string? Phone
)
{
    public override string ToString() => "[address]";
}

/// <summary>A line; its price is per unit, in the order's currency, as a decimal text.</summary>
internal sealed record PlatformLine(
    string? Sku,
    string? ProductId,
    string? VariantId,
    string? Title,
    string? VariantTitle,
    int Quantity,
    string? UnitPrice,
    IReadOnlyList<PlatformAttribute> Properties
);

/// <summary>A shipping line; its price is a decimal text.</summary>
internal sealed record PlatformShippingLine(string? Code, string? Title, string? Price);

/// <summary>A discount; its amount is a decimal text.</summary>
internal sealed record PlatformDiscount(string? Code, string? Amount);

/// <summary>A named value of the order or of a line.</summary>
internal sealed record PlatformAttribute(string Name, string? Value)
{
    public override string ToString() => Name;
}

/// <summary>Totals as decimal texts in the order's currency.</summary>
internal sealed record PlatformTotals(string? Subtotal, string? Discounts, string? Tax, string? Total);
