namespace RechargeSync.Core.Admin.Contracts;

/// <summary>One webhook that was stored, newest first in lists.</summary>
/// <param name="Id">Its id in the inbox.</param>
/// <param name="Store">The store's name.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Resource"><c>order/{id}</c> or <c>checkout/{token}</c>; empty where the body did not tell.</param>
/// <param name="Verdict">As answered: <c>stored</c> or <c>quarantined</c>.</param>
/// <param name="State">
/// What became of it: <c>received</c>, <c>done</c>, <c>ignored</c>, <c>quarantined</c> or <c>dead</c>.
/// </param>
/// <param name="Reason">Why it was ignored, quarantined or given up.</param>
/// <param name="Bytes">Size of the body.</param>
/// <param name="ReceivedAt">When it came.</param>
/// <param name="FinishedAt">When it was applied or put away.</param>
/// <param name="DurationMs">From one to the other.</param>
/// <param name="Sweeps">How often it had to be announced again.</param>
/// <param name="TraceId">Its trace.</param>
/// <param name="TraceUrl">Link to the trace viewer.</param>
public sealed record DeliverySummary(
    long Id,
    string Store,
    string Topic,
    string Resource,
    string Verdict,
    string State,
    string? Reason,
    int Bytes,
    DateTimeOffset ReceivedAt,
    DateTimeOffset? FinishedAt,
    long? DurationMs,
    int Sweeps,
    string? TraceId,
    string? TraceUrl
);
