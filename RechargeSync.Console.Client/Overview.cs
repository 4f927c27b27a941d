namespace RechargeSync.Console.Client;

/// <summary>Everything at a glance: <c>GET /admin/v1/overview</c>.</summary>
/// <param name="At">When it was taken.</param>
/// <param name="Needs">What needs a person, most urgent first.</param>
/// <param name="Stores">Each configured store.</param>
/// <param name="Stream">The work in Redis; null where Redis is away.</param>
public sealed record SystemOverview(
    DateTimeOffset At,
    IReadOnlyList<AttentionItem> Needs,
    IReadOnlyList<StoreOverview> Stores,
    StreamState? Stream
);

/// <summary>Something that needs a person, and the one action that comes next.</summary>
public sealed record AttentionItem
{
    /// <summary>
    /// <c>paused</c>, <c>refused_deliveries</c>, <c>dead_letters</c>, <c>quarantine</c>, <c>old_orders</c>,
    /// <c>subscriptions</c>, <c>reconciliation</c>, <c>drift</c>, <c>redis</c>, <c>before_go_live</c>,
    /// <c>not_served</c>.
    /// </summary>
    public required string Kind { get; init; }

    /// <summary><c>critical</c>, <c>warning</c>, or <c>info</c> for what may stay as it is.</summary>
    public required string Severity { get; init; }

    /// <summary>The store; null where it concerns all.</summary>
    public string? Store { get; init; }

    /// <summary>The dead letters' reason, or the failure's; null where there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>How many; 0 where that means nothing.</summary>
    public long Count { get; init; }

    /// <summary>What is the matter, in plain words.</summary>
    public required string Message { get; init; }

    /// <summary>
    /// What to do next: <c>review_dead_letters</c>, <c>review_deliveries</c>, <c>review_orders</c>,
    /// <c>repair_subscriptions</c>, <c>run_reconciliation</c>, <c>review_findings</c>, <c>review_before_go_live</c>,
    /// <c>review_pause</c>, <c>review_rejected</c> or <c>run_doctor</c>.
    /// </summary>
    public required string Action { get; init; }

    /// <summary>The reconciliation run that the findings belong to; null otherwise.</summary>
    public long? RunId { get; init; }
}

/// <summary>
/// One store at a glance. Counts of the past stand for the last 24 hours, the others for now; those end at 10,000, some
/// of them with all stores together.
/// </summary>
public sealed record StoreOverview
{
    /// <summary>The store's name.</summary>
    public required string Store { get; init; }

    /// <summary>Deliveries stored.</summary>
    public required long Accepted { get; init; }

    /// <summary>Orders whose ids were written back.</summary>
    public required long Synced { get; init; }

    /// <summary>Orders with steps left, retrying ones included.</summary>
    public required long Active { get; init; }

    /// <summary>Orders that failed and wait for the next attempt, or are in it.</summary>
    public required long Retrying { get; init; }

    /// <summary>Orders given up.</summary>
    public required long Dead { get; init; }

    /// <summary>Orders from before the store's go-live, which are not placed; the count ends at 1,000.</summary>
    public required long BeforeGoLive { get; init; }

    /// <summary>Checkouts accepted.</summary>
    public required long Carts { get; init; }

    /// <summary>Carts with steps left.</summary>
    public required long CartsActive { get; init; }

    /// <summary>Carts given up.</summary>
    public required long CartsDead { get; init; }

    /// <summary>Charges given up, whose orders could not be read.</summary>
    public required long ChargesDead { get; init; }

    /// <summary>Deliveries quarantined or given up.</summary>
    public required long DeliveriesDead { get; init; }

    /// <summary>Age of the oldest order or delivery that is not done; 0 where there is none.</summary>
    public required long FreshnessMs { get; init; }

    /// <summary>Median time from webhook to write-back; null without any.</summary>
    public long? WriteBackP50Ms { get; init; }

    /// <summary>The slowest 5 in 100; null without any.</summary>
    public long? WriteBackP95Ms { get; init; }

    /// <summary>Its sides that refuse everything, whose orders wait.</summary>
    public IReadOnlyList<PausedSide> Paused { get; init; } = [];

    /// <summary>
    /// Since when deliveries are refused for their signature, and none was accepted; null where the last one was.
    /// </summary>
    public DateTimeOffset? RefusedSince { get; init; }

    /// <summary>Recharge's rate limit; null where it is not known.</summary>
    public RateLimitState? RateLimit { get; init; }

    /// <summary>The monitor of webhook subscriptions.</summary>
    public required SubscriptionHealth Subscriptions { get; init; }

    /// <summary>The newest reconciliation run; null before the first.</summary>
    public ReconciliationRun? LastReconciliation { get; init; }
}

/// <summary>Recharge's leaky bucket of a store's token.</summary>
/// <param name="Used">Calls in the bucket.</param>
/// <param name="Size">Calls that it holds.</param>
/// <param name="LeakPerSecond">Calls that leave it each second.</param>
/// <param name="PausedUntil">Until when the token rests after a 429; null where it does not.</param>
public sealed record RateLimitState(double Used, int Size, double LeakPerSecond, DateTimeOffset? PausedUntil);

/// <summary>The Redis stream.</summary>
/// <param name="Undelivered">Entries that no worker has read.</param>
/// <param name="Pending">Entries that a worker has read and not finished.</param>
/// <param name="OldestAgeMs">Age of the oldest entry of these; null where there is none.</param>
public sealed record StreamState(long Undelivered, long Pending, long? OldestAgeMs);

/// <summary>The charts: <c>GET /admin/v1/overview/series?range=hour|day|week&amp;store=</c>.</summary>
/// <param name="Range"><c>hour</c>, <c>day</c> or <c>week</c>.</param>
/// <param name="From">Start of the first bucket.</param>
/// <param name="BucketMs">Width of a bucket.</param>
/// <param name="SampledOneIn">
/// Of how many deliveries one was looked at; counts are scaled by it. 1 up to some 100,000 deliveries.
/// </param>
/// <param name="Stores">Each store's points.</param>
public sealed record OverviewSeries(
    string Range,
    DateTimeOffset From,
    long BucketMs,
    long SampledOneIn,
    IReadOnlyList<StoreSeries> Stores
);

/// <summary>One store's charts.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="Points">One point for each bucket, oldest first; none is left out.</param>
public sealed record StoreSeries(string Store, IReadOnlyList<SeriesPoint> Points);

/// <summary>One bucket of a chart: what became of the deliveries that came in during it.</summary>
public sealed record SeriesPoint
{
    /// <summary>Start of the bucket.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Deliveries stored.</summary>
    public required long Accepted { get; init; }

    /// <summary>Of them, those that led to a write-back.</summary>
    public required long Synced { get; init; }

    /// <summary>Of them, those whose order is given up.</summary>
    public required long Dead { get; init; }

    /// <summary>Of them, checkouts.</summary>
    public required long Carts { get; init; }

    /// <summary>Median time from webhook to write-back; null without any.</summary>
    public long? WriteBackP50Ms { get; init; }

    /// <summary>The slowest 5 in 100; null without any.</summary>
    public long? WriteBackP95Ms { get; init; }

    /// <summary>
    /// Age of the oldest order that was not done at the bucket's end, as far as it came in within the range.
    /// </summary>
    public required long FreshnessMs { get; init; }
}
