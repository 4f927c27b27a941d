namespace RechargeSync.MockPlatform.Stores;

/// <summary>The mock external platform; section <c>Mock:Platform</c>.</summary>
internal sealed class PlatformOptions
{
    /// <summary>The key expected in <c>Authorization: Bearer</c>.</summary>
    public string ApiKey { get; set; } = "";
}
