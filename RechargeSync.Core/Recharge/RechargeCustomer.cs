namespace RechargeSync.Core.Recharge;

/// <summary>Who bought. Prints nothing: a record's own text would carry it into logs.</summary>
internal sealed record RechargeCustomer(long? Id, string? Email, string? FirstName, string? LastName, string? Phone)
{
    public override string ToString() => "[customer]";
}
