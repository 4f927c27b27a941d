using System.Text.Json.Serialization;

namespace RechargeSync.MockPlatform.Faults;

/// <summary>
/// What goes wrong on one side. The rates are rolled in the order of the members, each for the requests that the ones
/// before it spared.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SideFaults
{
    public static readonly SideFaults None = new();

    /// <summary>No answer until the caller gives up; nothing happens.</summary>
    public double HangRate { get; init; }

    /// <summary>500 or 503 by turns of chance; nothing happens.</summary>
    public double ErrorRate { get; init; }

    /// <summary>429; nothing happens.</summary>
    public double RateLimitRate { get; init; }

    /// <summary>
    /// The <c>Retry-After</c> of those 429s in seconds; without it Recharge sends none, and the platform 1.
    /// </summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>It happens, but the connection breaks before the answer.</summary>
    public double AmbiguousRate { get; init; }

    /// <summary>It happens, but the answer is cut in half.</summary>
    public double MalformedRate { get; init; }

    /// <summary>
    /// The status with which every request is answered, as by a token that has run out (401) or a route that leads
    /// nowhere (404); nothing happens. Null for none.
    /// </summary>
    public int? RefuseStatus { get; init; }

    /// <summary>
    /// The host name that these faults are for, as callers write it in the address: two names of this machine make two
    /// platforms of one. Null for every name.
    /// </summary>
    public string? OnlyHost { get; init; }

    /// <summary>How long every request waits first, in milliseconds.</summary>
    public int LatencyMs { get; init; }

    /// <summary>
    /// The platform's creates alone: each comes true so many milliseconds later, whether the caller still waits or not,
    /// and keeps neither the idempotency key nor the reference unique.
    /// </summary>
    public int LateCreateMs { get; init; }
}
