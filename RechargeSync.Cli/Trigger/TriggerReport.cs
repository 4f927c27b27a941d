namespace RechargeSync.Cli.Trigger;

/// <summary>What became of the webhooks that <c>trigger</c> sent: its JSON.</summary>
/// <param name="To">Where they went.</param>
/// <param name="Store">The store.</param>
/// <param name="Topic">The topic.</param>
/// <param name="Sent">How many were answered.</param>
/// <param name="Accepted">How many of them with 200.</param>
/// <param name="Deliveries">Each of them.</param>
internal sealed record TriggerReport(
    string To,
    string Store,
    string Topic,
    int Sent,
    int Accepted,
    IReadOnlyList<TriggeredDelivery> Deliveries
);

/// <summary>One webhook that was sent.</summary>
/// <param name="Resource"><c>order/{id}</c> or <c>checkout/{token}</c>.</param>
/// <param name="Status">HTTP status of the answer.</param>
/// <param name="Verdict"><c>stored</c>, <c>duplicate</c> or <c>quarantined</c> where it was 200.</param>
/// <param name="Problem">What the answer said where it was not.</param>
/// <param name="DurationMs">How long the answer took.</param>
internal sealed record TriggeredDelivery(
    string Resource,
    int Status,
    string? Verdict,
    string? Problem,
    long DurationMs
);
