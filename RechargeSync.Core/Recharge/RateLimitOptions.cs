namespace RechargeSync.Core.Recharge;

/// <summary>
/// Recharge's call budget: configuration section <c>Budget</c>. A token's own multiples are applied on top.
/// </summary>
public sealed class RateLimitOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Budget";

    /// <summary>Calls in the bucket until <c>X-Recharge-Limit</c> says otherwise. Default 40.</summary>
    public int BucketSize { get; set; } = 40;

    /// <summary>Calls that leak per second. Default 2.</summary>
    public double LeakPerSecond { get; set; } = 2;

    /// <summary>Longest wait for a place within a step; past it the step is put off. Default 10 seconds.</summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a token rests after a 429. Default 2 seconds, Recharge's advice.</summary>
    public TimeSpan PauseAfterThrottle { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How full the bucket may be, from above 0 to 1, for reconciliation and what it found to still add a call. Default
    /// 0.5.
    /// </summary>
    public double BackfillShare { get; set; } = 0.5;
}
