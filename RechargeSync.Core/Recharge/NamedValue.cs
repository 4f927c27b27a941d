namespace RechargeSync.Core.Recharge;

/// <summary>
/// A note attribute, order attribute or line property. Its value is a shopper's, so it prints its name only.
/// </summary>
internal sealed record NamedValue(string Name, string? Value)
{
    public override string ToString() => Name;
}
