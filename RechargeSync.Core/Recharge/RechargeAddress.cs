namespace RechargeSync.Core.Recharge;

/// <summary>A postal address. Prints nothing: a record's own text would carry it into logs.</summary>
internal sealed record RechargeAddress(
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
