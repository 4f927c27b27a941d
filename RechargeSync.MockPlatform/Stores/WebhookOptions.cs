namespace RechargeSync.MockPlatform.Stores;

/// <summary>How webhooks are delivered; section <c>Mock:Webhooks</c>.</summary>
internal sealed class WebhookOptions
{
    /// <summary>
    /// Where the receiver lives. Subscriptions point at <c>{BaseUrl}/webhooks/recharge/{store}/{topic}</c>.
    /// </summary>
    public string BaseUrl { get; set; } = "http://webhooks";

    /// <summary>
    /// Whether every store is subscribed to the seven topics about orders, refunds and checkouts at start and after a
    /// reset.
    /// </summary>
    public bool AutoSubscribe { get; set; } = true;

    /// <summary>
    /// How many times faster than Recharge the retries run. 1 spreads the 20 attempts over 48 hours;
    /// the default of 360 over 8 minutes, with the first retry after a fifth of a second.
    /// </summary>
    public double TimeScale { get; set; } = 360;

    /// <summary>How long a receiver may take to answer. Not scaled.</summary>
    public TimeSpan AnswerWithin { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How many attempts may be under way at once.</summary>
    public int Concurrency { get; set; } = 16;

    /// <summary>
    /// Whether an answer of 4xx is retried. Recharge's guides disagree: the older one retries whatever is outside 2xx,
    /// the newer one only silence, 408, 429 and 500 and above.
    /// </summary>
    public bool RetryClientErrors { get; set; } = true;

    /// <summary>How long the fault <c>reorder</c> holds a delivery back at most; at least half of it.</summary>
    public TimeSpan HoldBack { get; set; } = TimeSpan.FromSeconds(2);
}
