namespace RechargeSync.MockPlatform.Stores;

/// <summary>One merchant's account at Recharge; section <c>Mock:Stores:&lt;name&gt;</c>.</summary>
internal sealed class StoreOptions
{
    /// <summary>The API client secret: signs webhooks, never sent.</summary>
    public string ClientSecret { get; set; } = "";

    /// <summary>
    /// The value expected in <c>X-Recharge-Access-Token</c>. A prefix <c>sk_&lt;rate&gt;x&lt;bucket&gt;_</c> multiplies
    /// the limits.
    /// </summary>
    public string AccessToken { get; set; } = "";

    /// <summary>The account's default version, <c>2021-01</c> or <c>2021-11</c>.</summary>
    public string ApiVersion { get; set; } = "2021-11";

    /// <summary>IANA name of the zone in which 2021-01 times are written.</summary>
    public string TimeZone { get; set; } = "America/New_York";

    /// <summary>A bucket of the store's own; otherwise <c>Mock:RateLimit</c> holds.</summary>
    public RateLimitOptions? RateLimit { get; set; }

    /// <summary>
    /// Whether a 2021-11 <c>PUT /orders/{id}</c> may carry <c>external_order_number</c>; it is not documented there.
    /// </summary>
    public bool AcceptsOrderNumber { get; set; } = true;

    /// <summary>
    /// Whether <c>PUT /charges/{id}</c> exists; only an older guide names it. Without it the answer is 404.
    /// </summary>
    public bool AcceptsChargeWrites { get; set; } = true;
}
