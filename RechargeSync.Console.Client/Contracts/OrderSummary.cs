namespace RechargeSync.Core.Admin.Contracts;

/// <summary>An order as a list shows it. No personal data.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="OrderId">Recharge's id.</param>
/// <param name="Reference">The reference that the platform knows it by.</param>
/// <param name="State">
/// <c>waiting</c>, <c>active</c>, <c>retrying</c>, <c>done</c>, <c>ignored</c> or <c>dead</c>.
/// </param>
/// <param name="Reason">Why it is ignored or dead.</param>
/// <param name="RechargeStatus">Recharge's status as sent last.</param>
/// <param name="Kind"><c>standard</c>, <c>prepaid</c>, or <c>unknown</c> until the charge tells.</param>
/// <param name="ChargeId">Recharge's charge.</param>
/// <param name="PlatformOrderId">The platform's id.</param>
/// <param name="PlatformOrderNumber">The platform's number.</param>
/// <param name="NextStep">The planner's next step: a word of <see cref="Contracts.NextStep.Step"/>.</param>
/// <param name="Attempts">Failed tries of the current step in a row.</param>
/// <param name="RetryAt">The next try.</param>
/// <param name="CreatedAt">When it became known.</param>
/// <param name="UpdatedAt">When its row last changed.</param>
/// <param name="FinishedAt">When it came to rest.</param>
/// <param name="AgeMs">From known to now, or to done.</param>
/// <param name="TraceId">Trace of the delivery that started the work.</param>
public sealed record OrderSummary(
    string Store,
    long OrderId,
    string Reference,
    string State,
    string? Reason,
    string RechargeStatus,
    string Kind,
    long? ChargeId,
    string? PlatformOrderId,
    string? PlatformOrderNumber,
    string NextStep,
    int Attempts,
    DateTimeOffset? RetryAt,
    DateTimeOffset CreatedAt,
    DateTimeOffset UpdatedAt,
    DateTimeOffset? FinishedAt,
    long AgeMs,
    string? TraceId
);
