using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Recharge;

/// <summary>What we use of a checkout. Its identity is the token.</summary>
/// <param name="Token">Opens the checkout for whoever knows it.</param>
/// <param name="ExternalCheckoutId">What the storefront handed over.</param>
/// <param name="Attributes">Note or order attributes.</param>
/// <param name="ChargeId">The charge that it became.</param>
/// <param name="Currency">ISO 4217 code.</param>
internal sealed record RechargeCheckout(
    string Token,
    string? ExternalCheckoutId,
    IReadOnlyList<NamedValue> Attributes,
    long? ChargeId,
    string? Currency
)
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
