namespace RechargeSync.Core.Storage;

/// <summary>
/// A key of ASP.NET's data protection, which signs the Console's forms and notices: table <c>form_keys</c>. Sign-ins
/// need none.
/// </summary>
internal sealed record FormKeyRow
{
    public long Id { get; init; }

    /// <summary>The key as ASP.NET writes it.</summary>
    public required string Xml { get; init; }

    public DateTimeOffset CreatedAt { get; init; }
}
