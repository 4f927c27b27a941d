namespace RechargeSync.Core.Admin.Contracts;

/// <summary>All that is known of an order: <c>GET /admin/v1/orders/{store}/{id}</c>. No personal data.</summary>
/// <param name="Order">The order.</param>
/// <param name="Next">The planner's next step.</param>
/// <param name="AddressId">Recharge's address.</param>
/// <param name="Adopted">True where the platform id came with a payload and was not created by us.</param>
/// <param name="PushedAt">When the platform had it.</param>
/// <param name="OrderWrittenAt">When Recharge's order had the ids.</param>
/// <param name="ChargeWrittenAt">When Recharge's charge had the id.</param>
/// <param name="ChargeWarning">Why the charge was left without it.</param>
/// <param name="FailingSince">When the current run of failures began.</param>
/// <param name="WorkedOn">True while a worker has it.</param>
/// <param name="PayloadDeliveryId">The delivery whose payload is in force.</param>
/// <param name="Timeline">All that happened, oldest first.</param>
/// <param name="TimelineIsCut">True where older events were left out.</param>
/// <param name="Acts">What an operator may do now: <c>retry</c>, <c>ignore</c>.</param>
/// <param name="RedoSteps">The steps that may be redone now: words of <see cref="NextStep.Step"/>.</param>
/// <param name="TraceUrl">
/// Link to the trace viewer; null where none is configured (<c>Admin:TraceUrl</c>) or there is no trace.
/// </param>
public sealed record OrderDetail(
    OrderSummary Order,
    NextStep Next,
    long? AddressId,
    bool Adopted,
    DateTimeOffset? PushedAt,
    DateTimeOffset? OrderWrittenAt,
    DateTimeOffset? ChargeWrittenAt,
    string? ChargeWarning,
    DateTimeOffset? FailingSince,
    bool WorkedOn,
    long? PayloadDeliveryId,
    IReadOnlyList<TimelineEvent> Timeline,
    bool TimelineIsCut,
    IReadOnlyList<string> Acts,
    IReadOnlyList<string> RedoSteps,
    string? TraceUrl
);
