using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// Recharge's call limit: configuration section <c>RateLimit</c>. A token's own multiples are applied on top.
/// </summary>
public sealed class RateLimitOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "RateLimit";

    /// <summary>Calls in the bucket until <c>X-Recharge-Limit</c> says otherwise. Default 40.</summary>
    [Range(1, int.MaxValue)]
    public int BucketSize { get; set; } = 40;

    /// <summary>Calls that leak per second. Default 2.</summary>
    [Range(0.001, double.MaxValue)]
    public double LeakPerSecond { get; set; } = 2;

    /// <summary>
    /// Longest wait for a place within a step; a step that would wait longer is deferred. Default 10 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a token rests after a 429. Default 2 seconds, Recharge's advice.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan PauseAfterThrottle { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>Checks the ranges of <see cref="RateLimitOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class RateLimitOptionsValidation : IValidateOptions<RateLimitOptions>;
