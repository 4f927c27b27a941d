namespace RechargeSync.Console.Client;

/// <summary>What a caller of the admin API sends and where.</summary>
public static class AdminApi
{
    /// <summary>Where the API begins.</summary>
    public const string Root = "/admin/v1";

    /// <summary>The header that carries a key.</summary>
    public const string KeyHeader = "X-Api-Key";

    /// <summary>
    /// The header that every unsafe call with a cookie must carry; no other site can make a browser send it.
    /// </summary>
    public const string CallerHeader = "X-RechargeSync-Caller";
}

/// <summary>What a caller may do.</summary>
public static class AdminRoles
{
    /// <summary>Reads, with personal data masked.</summary>
    public const string Viewer = "viewer";

    /// <summary>Acts, and reveals personal data.</summary>
    public const string Operator = "operator";
}

/// <summary>Who calls: <c>GET /admin/v1/session</c>.</summary>
/// <param name="Name">The name under which actions are recorded.</param>
/// <param name="Role">A word of <see cref="AdminRoles"/>.</param>
/// <param name="SignedInBy"><c>development</c>, <c>key</c>, <c>cookie</c> or <c>proxy</c>.</param>
public sealed record SessionInfo(string Name, string Role, string SignedInBy);

/// <summary>Body of <c>POST /admin/v1/session</c>: a key for a cookie.</summary>
public sealed record SignInRequest
{
    /// <summary>The key.</summary>
    public string Key { get; set; } = "";
}
