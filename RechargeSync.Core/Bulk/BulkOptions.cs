using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Bulk;

/// <summary>How fast bulk jobs go: configuration section <c>Bulk</c>.</summary>
public sealed class BulkOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Bulk";

    /// <summary>
    /// Rows that jobs give back in a second, all of them together, so that fresh orders find workers and platform free.
    /// Default 180: a hundred thousand in less than ten minutes. A job that has begun its page alone ends it at that
    /// pace. Discarding gives nothing back, and is not held to it.
    /// </summary>
    [Range(0.1, 10_000)]
    public double Rate { get; set; } = 180;

    /// <summary>
    /// Orders of a store that jobs gave back and that are still on their way, at most: where Recharge's call budget, or
    /// a platform, is slower than <see cref="Rate"/>, a job waits for them. Default 1,000.
    /// </summary>
    [Range(1, 1_000_000)]
    public int Window { get; set; } = 1_000;
}

/// <summary>Checks the ranges of <see cref="BulkOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class BulkRanges : IValidateOptions<BulkOptions>;
