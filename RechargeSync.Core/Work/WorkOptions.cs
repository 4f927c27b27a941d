using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Work;

/// <summary>The engine's times: configuration section <c>Work</c>.</summary>
public sealed class WorkOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Work";

    /// <summary>How long a worker may hold a row without a sign of life. Default 90 seconds.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>Wait after the first failure; doubles with each further one. Default 2 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Longest wait between two attempts. Default 5 minutes.</summary>
    public TimeSpan MaxRetryDelay { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a step may go on failing before its order becomes a dead letter, after ten attempts at least. Default
    /// 24 hours.
    /// </summary>
    public TimeSpan RetryAge { get; set; } = TimeSpan.FromHours(24);

    /// <summary>
    /// Wait after the first answer that there is not enough stock; doubles up to sixteen times itself. Default 15
    /// minutes.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan StockRetryDelay { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>
    /// How long an order waits for stock before it becomes a dead letter, after ten attempts at least. Default 7 days.
    /// </summary>
    public TimeSpan StockRetryAge { get; set; } = TimeSpan.FromDays(7);

    /// <summary>
    /// Wait until an order is tried on a side that refuses everything; doubles with each further one. Default 5
    /// seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan ProbeDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest wait between two such tries. Default 1 minute.</summary>
    public TimeSpan MaxProbeDelay { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Time between two looks for work that is due. Default 0.5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:00.001", "1.00:00:00")]
    public TimeSpan DueInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>Due rows of one kind worked on at once by one worker. Default 32.</summary>
    [Range(1, 4096)]
    public int DueConcurrency { get; set; } = 32;
}

/// <summary>Checks the ranges of <see cref="WorkOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class WorkRanges : IValidateOptions<WorkOptions>;
