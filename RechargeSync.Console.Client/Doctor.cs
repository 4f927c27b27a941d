namespace RechargeSync.Console.Client;

/// <summary>Is everything around us all right: <c>GET /admin/v1/doctor</c>.</summary>
/// <param name="At">When it was checked.</param>
/// <param name="Healthy">True where nothing failed; warnings may remain.</param>
/// <param name="Checks">Each check, in the order in which to mend them.</param>
public sealed record DoctorReport(DateTimeOffset At, bool Healthy, IReadOnlyList<DoctorCheck> Checks);

/// <summary>One check.</summary>
/// <param name="Name">
/// <c>configuration</c>, <c>postgres</c>, <c>migrations</c>, <c>redis</c>, <c>eviction</c>, <c>workers</c>,
/// <c>token</c>, <c>scopes</c>, <c>subscriptions</c>, <c>platform</c>, <c>needs_person</c> or <c>before_go_live</c>;
/// what an adapter finds beside its credentials begins with <c>platform_</c>.
/// </param>
/// <param name="Store">The store; null where it concerns all.</param>
/// <param name="Status"><c>ok</c>, <c>warning</c>, <c>failed</c> or <c>skipped</c>.</param>
/// <param name="Message">What was found.</param>
/// <param name="Advice">What to do; null where nothing is to be done.</param>
/// <param name="DurationMs">How long the check took.</param>
public sealed record DoctorCheck(
    string Name,
    string? Store,
    string Status,
    string Message,
    string? Advice,
    long DurationMs
);
