namespace RechargeSync.MockPlatform.Stores;

/// <summary>How the mock of Recharge's API behaves; section <c>Mock:Recharge</c>.</summary>
internal sealed class RechargeOptions
{
    /// <summary>How long a write holds the lock of its address, so that concurrent writes really meet.</summary>
    public TimeSpan WriteDuration { get; set; } = TimeSpan.FromMilliseconds(5);
}
