namespace RechargeSync.Platforms.Calls;

/// <summary>How a call to Recharge or to a platform failed, and what that allows.</summary>
/// <param name="Kind">Whether to try again.</param>
/// <param name="Reason">A short stable word, fit for a metric's tag.</param>
/// <param name="Status">HTTP status; null where there was no answer.</param>
/// <param name="Detail">
/// What the other side said, cut to a readable length. May hold personal data: stored, never logged.
/// </param>
/// <param name="RetryAfter">How long the other side asked to wait.</param>
/// <param name="RequestId">The other side's id of the request, for its support.</param>
public sealed record CallFailure(
    CallFailureKind Kind,
    string Reason,
    int? Status = null,
    string? Detail = null,
    TimeSpan? RetryAfter = null,
    string? RequestId = null
)
{
    /// <summary>Longest <see cref="Detail"/>, in characters.</summary>
    public const int MaxDetail = 2000;

    /// <summary>Longest <see cref="RequestId"/>, in characters.</summary>
    public const int MaxRequestId = 200;

    /// <inheritdoc cref="CallFailure(CallFailureKind, string, int?, string?, TimeSpan?, string?)"/>
    public string? Detail { get; init; } = Storable(Detail, MaxDetail);

    /// <inheritdoc cref="CallFailure(CallFailureKind, string, int?, string?, TimeSpan?, string?)"/>
    public string? RequestId { get; init; } = Storable(RequestId, MaxRequestId);

    /// <summary>Whom the failure speaks of.</summary>
    public Blame Blame { get; init; }

    /// <summary>Kind, reason and status, and nothing that may be personal.</summary>
    public override string ToString() => $"{Kind} {Reason} {Status}";

    // Whoever answers has chosen it: as long as we like, without the NUL and the half characters that no Postgres text
    // can hold, since a failure that cannot be stored would stop its order for good.
    private static string? Storable(string? text, int most)
    {
        if (text is null)
        {
            return null;
        }

        var rest = text.Replace("\0", "", StringComparison.Ordinal);
        return rest.Length <= most ? rest : rest[..(char.IsHighSurrogate(rest[most - 1]) ? most - 1 : most)];
    }
}

/// <summary>Whom a failure speaks of: the one order that was sent, or the side that was called.</summary>
public enum Blame
{
    /// <summary>Neither: nothing was sent, or what went wrong says nothing of the other side.</summary>
    Unknown,

    /// <summary>The other side has understood the call, and refuses this one: it would take others.</summary>
    Order,

    /// <summary>Whatever had been sent would have failed: where others fail alike, the side is paused.</summary>
    Side,
}

/// <summary>What a failed call allows.</summary>
public enum CallFailureKind
{
    /// <summary>Nothing was tried, because a limit was reached: try again at the given time.</summary>
    Deferred,

    /// <summary>Nothing happened on the other side; trying again may work.</summary>
    Transient,

    /// <summary>It may have happened: verify before acting again.</summary>
    Ambiguous,

    /// <summary>Trying again cannot work until somebody changes something.</summary>
    Permanent,

    /// <summary>
    /// Nothing happened, and nothing can until the store's configuration is mended, whatever the order: its side is
    /// paused at once. For an adapter that is sure of it.
    /// </summary>
    Configuration,

    /// <summary>
    /// There is not enough stock, and nothing final was made: trying again may work in hours or days, and is done at
    /// long intervals.
    /// </summary>
    OutOfStock,
}
