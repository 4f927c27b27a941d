namespace RechargeSync.MockPlatform.Stores;

/// <summary>Everything that can be configured about the mock; section <c>Mock</c>.</summary>
internal sealed class MockOptions
{
    public const string Section = "Mock";

    /// <summary>The merchants, by name. The name is part of every webhook address.</summary>
    public Dictionary<string, StoreOptions> Stores { get; } = new(StringComparer.OrdinalIgnoreCase);

    public PlatformOptions Platform { get; set; } = new();

    public WebhookOptions Webhooks { get; set; } = new();

    /// <summary>The bucket of every store that has none of its own; Recharge's documented size unless set.</summary>
    public RateLimitOptions RateLimit { get; set; } = new();

    public RechargeOptions Recharge { get; set; } = new();

    public FaultOptions Faults { get; set; } = new();

    /// <summary>Whether other machines may reach the mock, which asks nobody for a key; default false.</summary>
    public bool AllowRemote { get; set; }
}
