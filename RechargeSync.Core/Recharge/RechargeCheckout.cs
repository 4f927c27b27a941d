using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Recharge;

/// <summary>What we use of a checkout. Its identity is the token.</summary>
internal sealed record RechargeCheckout(string Token, string? ExternalCheckoutId, IReadOnlyList<NamedValue> Attributes)
{
    /// <summary>The storefront's cart id, from the first of the fields that has one.</summary>
    public string? CartId(IEnumerable<CartField> fields, string attribute) =>
        fields
            .Select(field =>
                field switch
                {
                    CartField.ExternalCheckoutId => ExternalCheckoutId,
                    CartField.Attribute => Attributes.FirstOrDefault(a => a.Name == attribute)?.Value,
                    _ => Token,
                }
            )
            .FirstOrDefault(id => !string.IsNullOrWhiteSpace(id));

    public override string ToString() => "checkout";
}
