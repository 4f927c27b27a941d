namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Body of <c>POST /admin/v1/session</c>: a key for a cookie.</summary>
public sealed record SignInRequest
{
    /// <summary>The key.</summary>
    public string Key { get; set; } = "";
}
