namespace RechargeSync.Console.Client;

/// <summary>Which orders to list: the query of <c>GET /admin/v1/orders</c>. What is null filters nothing.</summary>
public sealed record OrderQuery
{
    /// <summary>
    /// Recharge order id, charge id, platform id or number, or a reference (<c>recharge:{store}:{id}</c>); exact.
    /// </summary>
    public string? Search { get; init; }

    /// <summary><c>waiting</c>, <c>active</c>, <c>retrying</c>, <c>done</c>, <c>ignored</c> or <c>dead</c>.</summary>
    public string? State { get; init; }

    /// <summary>Why it is ignored or dead.</summary>
    public string? Reason { get; init; }

    /// <summary><c>standard</c> or <c>prepaid</c>.</summary>
    public string? Kind { get; init; }

    /// <summary>The store.</summary>
    public string? Store { get; init; }

    /// <summary>Known for at least this long; <c>minAge</c> in milliseconds.</summary>
    public TimeSpan? MinAge { get; init; }

    /// <summary><c>newest</c> (default) or <c>oldest</c>, by Recharge's order id, which grows with time.</summary>
    public string? Sort { get; init; }

    /// <summary><see cref="ListPage{T}.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Most items in the page, 1 to 500. Default 50.</summary>
    public int? Limit { get; init; }
}

/// <summary>An order as a list shows it. No personal data.</summary>
public sealed record OrderSummary
{
    /// <summary>The store's name.</summary>
    public required string Store { get; init; }

    /// <summary>Recharge's id.</summary>
    public required long OrderId { get; init; }

    /// <summary>The reference that the platform knows it by.</summary>
    public required string Reference { get; init; }

    /// <summary><c>waiting</c>, <c>active</c>, <c>retrying</c>, <c>done</c>, <c>ignored</c> or <c>dead</c>.</summary>
    public required string State { get; init; }

    /// <summary>Why it is ignored or dead.</summary>
    public string? Reason { get; init; }

    /// <summary>Recharge's status as sent last.</summary>
    public required string RechargeStatus { get; init; }

    /// <summary>
    /// Where it stands with its money: <c>open</c>, <c>paid</c>, <c>partially_refunded</c>, <c>refunded</c> or
    /// <c>cancelled</c>.
    /// </summary>
    public required string Standing { get; init; }

    /// <summary>How many remarks there are: <see cref="OrderDetail.Remarks"/>.</summary>
    public required int Remarks { get; init; }

    /// <summary><c>standard</c>, <c>prepaid</c>, or <c>unknown</c> until the charge tells.</summary>
    public required string Kind { get; init; }

    /// <summary>Recharge's charge.</summary>
    public long? ChargeId { get; init; }

    /// <summary>The platform's id.</summary>
    public string? PlatformOrderId { get; init; }

    /// <summary>The platform's number.</summary>
    public string? PlatformOrderNumber { get; init; }

    /// <summary>The planner's next step: a word of <see cref="Client.NextStep.Step"/>.</summary>
    public required string NextStep { get; init; }

    /// <summary>Failed attempts of the current step in a row.</summary>
    public required int Attempts { get; init; }

    /// <summary>The next attempt.</summary>
    public DateTimeOffset? RetryAt { get; init; }

    /// <summary>When it became known.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its row last changed.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }

    /// <summary>When it was settled.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>From known to now, or to done.</summary>
    public required long AgeMs { get; init; }

    /// <summary>Trace of the delivery that started the work.</summary>
    public string? TraceId { get; init; }
}

/// <summary>All that is known of an order: <c>GET /admin/v1/orders/{store}/{id}</c>. No personal data.</summary>
public sealed record OrderDetail
{
    /// <summary>The order.</summary>
    public required OrderSummary Order { get; init; }

    /// <summary>The planner's next step.</summary>
    public required NextStep Next { get; init; }

    /// <summary>Recharge's address.</summary>
    public long? AddressId { get; init; }

    /// <summary>Recharge's customer.</summary>
    public long? CustomerId { get; init; }

    /// <summary>Where it stands with its money: a word of <see cref="OrderSummary.Standing"/>.</summary>
    public required string Standing { get; init; }

    /// <summary>The same word, as the platform was told last; null where that is not known.</summary>
    public string? PlatformStanding { get; init; }

    /// <summary>What Recharge has given back so far, in the order's currency; null where it does not tell.</summary>
    public decimal? Refunded { get; init; }

    /// <summary>What the platform was told of it.</summary>
    public decimal? PlatformRefunded { get; init; }

    /// <summary>
    /// Why Recharge is asked for the order before anything else is done: <c>same_time</c>, <c>cancelled_or_not</c>,
    /// <c>not_understood</c>, <c>no_lines</c>, <c>redacted</c>, <c>payload_gone</c> or <c>operator</c>; null where it
    /// is not.
    /// </summary>
    public string? Question { get; init; }

    /// <summary>An external id that came with the order, and is looked up before it is adopted.</summary>
    public string? LinkedId { get; init; }

    /// <summary>True where an operator has let the order be placed, whatever its date.</summary>
    public required bool Released { get; init; }

    /// <summary>What could not be read as expected, and was carried as text or left out.</summary>
    public required IReadOnlyList<OrderRemark> Remarks { get; init; }

    /// <summary>The newest delivery that could not be read; null once Recharge's answer has replaced it.</summary>
    public UnreadDelivery? Unread { get; init; }

    /// <summary>True where the platform id came with a payload and was not created by us.</summary>
    public required bool Adopted { get; init; }

    /// <summary>When the platform had it.</summary>
    public DateTimeOffset? PushedAt { get; init; }

    /// <summary>When Recharge's order had the ids.</summary>
    public DateTimeOffset? OrderWrittenAt { get; init; }

    /// <summary>When Recharge's charge had the id.</summary>
    public DateTimeOffset? ChargeWrittenAt { get; init; }

    /// <summary>Why the charge was left without it.</summary>
    public string? ChargeWarning { get; init; }

    /// <summary>When the current run of failures began.</summary>
    public DateTimeOffset? FailingSince { get; init; }

    /// <summary>True while a worker has it.</summary>
    public required bool WorkedOn { get; init; }

    /// <summary>The delivery whose payload is in force.</summary>
    public long? PayloadDeliveryId { get; init; }

    /// <summary>All that happened, oldest first.</summary>
    public required IReadOnlyList<TimelineEvent> Timeline { get; init; }

    /// <summary>True where older events were left out.</summary>
    public required bool TimelineIsCut { get; init; }

    /// <summary>What an operator may do now: <c>retry</c>, <c>place</c>, <c>ignore</c>.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>The steps that may be redone now: words of <see cref="NextStep.Step"/>.</summary>
    public required IReadOnlyList<string> RedoSteps { get; init; }

    /// <summary>
    /// Link to the trace viewer; null where none is configured (<c>Admin:TraceUrl</c>) or there is no trace.
    /// </summary>
    public string? TraceUrl { get; init; }
}

/// <summary>
/// A member of an order that could not be read as expected: worth a look, and no reason to hold it up.
/// </summary>
/// <param name="Member">Its path within the order, such as <c>line_items[0].properties</c>.</param>
/// <param name="Problem">What is wrong with it, in words; never its value.</param>
public sealed record OrderRemark(string Member, string Problem);

/// <summary>A delivery that could not be read.</summary>
/// <param name="DeliveryId">The delivery.</param>
/// <param name="Topic">Its topic; <c>order/reconciled</c> for what Recharge answered when it was asked.</param>
/// <param name="Problem">The member that breaks the rules, and how; never its value.</param>
/// <param name="ReceivedAt">When it came.</param>
public sealed record UnreadDelivery(long DeliveryId, string Topic, string Problem, DateTimeOffset ReceivedAt);

/// <summary>What the planner does next with an order, and why.</summary>
/// <param name="Step">
/// <c>none</c>, <c>read_order</c>, <c>check_link</c>, <c>push</c>, <c>cancel_on_platform</c>,
/// <c>refund_on_platform</c>, <c>update_platform</c>, <c>write_order_ids</c>, <c>write_charge_id</c> or
/// <c>read_charge</c>.
/// </param>
/// <param name="Why">In plain words.</param>
/// <param name="At">When; null where at once, or never.</param>
/// <param name="VerifyFirst">
/// True where an earlier attempt may have had its effect, so that it is looked up before anything is done.
/// </param>
public sealed record NextStep(string Step, string Why, DateTimeOffset? At, bool VerifyFirst);

/// <summary>One event of an order.</summary>
public sealed record TimelineEvent
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>
    /// <c>received</c>, <c>applied</c>, <c>known</c>, <c>pushed</c>, <c>order_written</c>, <c>charge_written</c>,
    /// <c>failed</c>, <c>action</c>, <c>finding</c>, <c>finished</c>.
    /// </summary>
    public required string Type { get; init; }

    /// <summary>In plain words.</summary>
    public required string Title { get; init; }

    /// <summary>The step of a failure: a word of <see cref="NextStep.Step"/>.</summary>
    public string? Step { get; init; }

    /// <summary><c>ok</c>, <c>info</c>, <c>warning</c> or <c>failed</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>Why, as a word.</summary>
    public string? Reason { get; init; }

    /// <summary>HTTP status of the other side's answer.</summary>
    public int? Status { get; init; }

    /// <summary>What the other side said, or the operator's note; personal data masked.</summary>
    public string? Detail { get; init; }

    /// <summary>How long it took or waited, where that is known.</summary>
    public long? DurationMs { get; init; }

    /// <summary>The other side's name of the request.</summary>
    public string? RequestId { get; init; }

    /// <summary>The trace.</summary>
    public string? TraceId { get; init; }

    /// <summary>Link to the trace viewer.</summary>
    public string? TraceUrl { get; init; }

    /// <summary>The delivery.</summary>
    public long? DeliveryId { get; init; }

    /// <summary>Who acted.</summary>
    public string? Actor { get; init; }
}

/// <summary>Body of <c>POST /admin/v1/orders/{store}/{id}/redo</c>.</summary>
public sealed record RedoRequest
{
    /// <summary>The step to redo: one of <see cref="OrderDetail.RedoSteps"/>.</summary>
    public string Step { get; set; } = "";

    /// <summary>Why. Goes into the audit trail.</summary>
    public string? Note { get; set; }
}

/// <summary>An action that was done.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="OrderId">Recharge's id.</param>
/// <param name="Action"><c>retry</c>, <c>redo</c>, <c>place</c> or <c>ignore</c>.</param>
/// <param name="Message">What happens now, in plain words.</param>
public sealed record OrderActionResult(string Store, long OrderId, string Action, string Message);

/// <summary>Which orders to place: body of <c>POST /admin/v1/orders/place</c>.</summary>
/// <remarks>
/// Settable, since generated JSON code overwrites the defaults of init-only members that are left out.
/// </remarks>
public sealed record PlaceSelection
{
    /// <summary>The store; required.</summary>
    public string Store { get; set; } = "";

    /// <summary>Recharge's ids, 500 at most. Empty means: all that are ignored for the reason.</summary>
    public IReadOnlyList<long> Ids { get; set; } = [];

    /// <summary>All of the store that are ignored for this reason, such as <c>before_go_live</c>.</summary>
    public string? Reason { get; set; }

    /// <summary>Why. Goes into the audit trail.</summary>
    public string? Note { get; set; }
}

/// <summary>How many orders are ignored for a reason and not placed, or how many an action reached.</summary>
/// <param name="Count">How many.</param>
public sealed record PlaceCount(int Count);

/// <summary>Orders of a customer: <c>GET /admin/v1/customers/{store}/{id}</c>, and what an erasure reached.</summary>
/// <param name="Store">The store.</param>
/// <param name="CustomerId">Recharge's id of the customer.</param>
/// <param name="Orders">Orders that are at rest and can be erased; after an erasure, those that were.</param>
/// <param name="Unfinished">Orders that still need their data, and are left alone.</param>
public sealed record CustomerOrders(string Store, long CustomerId, int Orders, int Unfinished);

/// <summary>Which erasure of a customer was confirmed: <c>POST /admin/v1/customers/{store}/{id}/erase</c>.</summary>
public sealed record EraseRequest
{
    /// <summary>How many orders were confirmed; where it would be another number by now, none is erased.</summary>
    public int? Orders { get; set; }

    /// <summary>Why. Goes into the audit trail; without the person's name.</summary>
    public string? Note { get; set; }
}
