namespace RechargeSync.Console.Cli.Fixtures;

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
