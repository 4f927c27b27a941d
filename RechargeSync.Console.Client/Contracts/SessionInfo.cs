namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Who calls: <c>GET /admin/v1/session</c>.</summary>
/// <param name="Name">The name under which acts are recorded.</param>
/// <param name="Role"><c>viewer</c> or <c>operator</c>.</param>
/// <param name="SignedInBy"><c>development</c>, <c>key</c>, <c>cookie</c>, <c>proxy</c> or <c>page</c>.</param>
public sealed record SessionInfo(string Name, string Role, string SignedInBy)
{
    /// <summary>Role that reads, with personal data masked.</summary>
    public const string Viewer = "viewer";

    /// <summary>Role that acts and reveals.</summary>
    public const string Operator = "operator";
}
