using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.Inbox;

/// <summary>Durable acceptance: configuration section <c>Inbox</c>.</summary>
public sealed class InboxOptions
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Inbox";

    /// <summary>
    /// Largest body in bytes that is taken whole. Of a larger one that is rightly signed only the head is kept, in
    /// quarantine. Default 4 MiB, at most 32 MiB.
    /// </summary>
    [Range(1024, BodyBudget.PerSource)]
    public int MaxBodyBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>Time for the body to arrive; past it the answer is 408. Default 5 seconds.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ReadTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Connections at once; a further one is closed. Default 4096.</summary>
    [Range(1, 1_000_000)]
    public int MaxConnections { get; set; } = 4096;

    /// <summary>
    /// Connections at once from one source: an address of version 4, or a network of 64 bits of version 6. Default
    /// 1024.
    /// </summary>
    [Range(1, 1_000_000)]
    public int MaxConnectionsPerSource { get; set; } = 1024;

    /// <summary>
    /// Time for storing a delivery; past it the answer is 503 and Recharge delivers again. Default 1.5 seconds.
    /// </summary>
    public TimeSpan StoreTimeout { get; set; } = TimeSpan.FromSeconds(1.5);

    /// <summary>
    /// How long a delivery may wait for its stream entry to be read before a worker takes it up from the inbox; a
    /// second, or this where it is less, while Redis is away. Default 15 seconds.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "1.00:00:00")]
    public TimeSpan SweepAfter { get; set; } = TimeSpan.FromSeconds(15);
}

/// <summary>Checks the ranges of <see cref="InboxOptions"/>.</summary>
[OptionsValidator]
internal sealed partial class InboxOptionsValidation : IValidateOptions<InboxOptions>;
