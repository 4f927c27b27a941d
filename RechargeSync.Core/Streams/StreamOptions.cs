using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Streams;

/// <summary>Redis Streams: configuration section <c>Streams</c>.</summary>
public sealed class StreamOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Streams";

    /// <summary>The stream's key.</summary>
    public const string Key = "rechargesync:inbox";

    /// <summary>The consumer group.</summary>
    public const string Group = "workers";

    /// <summary>
    /// This worker's consumer name; unique among the workers and the same after a restart. Empty (default) takes the
    /// machine's name and the first free number on it.
    /// </summary>
    public string Consumer { get; set; } = "";

    /// <summary>
    /// Entries worked on at once by one worker, and so many deliveries that its sweeper has taken from the inbox; the
    /// more there are, the more of them share a commit. How many of them call a platform at once is limited there.
    /// Default 256.
    /// </summary>
    [Range(1, 4096)]
    public int Concurrency { get; set; } = 256;

    /// <summary>How long an entry of another consumer may lie before it is claimed. Default 90 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan ClaimAfter { get; set; } = TimeSpan.FromSeconds(90);

    /// <summary>How long one read waits for entries. Default 2 seconds.</summary>
    public TimeSpan Block { get; set; } = TimeSpan.FromSeconds(2);
}

/// <summary>Checks the ranges of <see cref="StreamOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class StreamOptionsValidation : IValidateOptions<StreamOptions>;
