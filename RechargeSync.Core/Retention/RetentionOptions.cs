using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Retention;

/// <summary>How long what may tell of a person is kept: configuration section <c>Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Retention";

    /// <summary>
    /// How long the body of a delivery is kept after its order, charge or cart has come to rest, and as long what other
    /// systems have answered. Default 90 days; a store may have a time of its own.
    /// </summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Bodies { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long failed attempts are listed. Default 365 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan Attempts { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long the audit log reaches back. Default 1095 days, three years.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan AuditLog { get; set; } = TimeSpan.FromDays(1095);

    /// <summary>Time between two looks for what has had its time. Default 10 minutes.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Interval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Rows in one statement. Default 500.</summary>
    [Range(1, 10_000)]
    public int BatchSize { get; set; } = 500;

    /// <summary>
    /// Rest between two batches, so that ingest and workers have the database meanwhile. Default 0.2 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Pause { get; set; } = TimeSpan.FromMilliseconds(200);
}

/// <summary>Checks the ranges of <see cref="RetentionOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class RetentionRanges : IValidateOptions<RetentionOptions>;
