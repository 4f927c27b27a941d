namespace RechargeSync.Core.Stores;

/// <summary>All stores by name: configuration section <c>Stores</c>.</summary>
public sealed class StoresOptions : Dictionary<string, StoreOptions>
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Stores";

    /// <summary>Names are compared exactly, since they are part of the webhook's address.</summary>
    public StoresOptions()
        : base(StringComparer.Ordinal) { }
}

/// <summary>One Recharge store: configuration section <c>Stores:{name}</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>
    /// API Client Secrets that may have signed a webhook; several during a rotation. Not the access token.
    /// </summary>
    public IList<string> ClientSecrets { get; init; } = [];

    /// <summary>
    /// Whether <c>X-Recharge-Hmac-Sha256</c> alone is enough. Default false: it is a plain hash that names no time, and
    /// Recharge sends the timestamped header too.
    /// </summary>
    public bool AcceptLegacySignature { get; set; }

    /// <summary>Token for <c>X-Recharge-Access-Token</c>; needed by the Worker.</summary>
    public string AccessToken { get; set; } = "";

    /// <summary>
    /// Version of our calls and of the write-back's body: <c>2021-11</c> (default) or <c>2021-01</c>.
    /// </summary>
    public string ApiVersion { get; set; } = "2021-11";

    /// <summary>
    /// IANA zone of the store, such as <c>America/New_York</c>. Required for 2021-01, whose times carry no offset.
    /// </summary>
    public string? TimeZone { get; set; }

    /// <summary>
    /// Orders from before this instant are never placed by themselves: another integration has. By default the store's
    /// first start here.
    /// </summary>
    public DateTimeOffset? NotBefore { get; set; }

    /// <summary>
    /// Whether a redaction at Recharge blanks the platform's order too. Default false: what is shipped to stays.
    /// </summary>
    public bool ApplyRedactions { get; set; }

    /// <summary>
    /// How long this store's bodies are kept, as <c>Retention:Bodies</c> for those without a time of their own.
    /// </summary>
    public TimeSpan? BodyRetention { get; set; }

    /// <summary>Which prepaid orders write the charge. Default: every.</summary>
    public ChargeWriteBack ChargeWriteBack { get; set; } = ChargeWriteBack.Every;

    /// <summary>
    /// Fields that may name the cart, first match wins. Empty means: external checkout id, attribute, token.
    /// </summary>
    public IList<CartField> CartFields { get; init; } = [];

    /// <summary>Name of the note or order attribute that holds the cart id. Default <c>cart_id</c>.</summary>
    public string CartAttribute { get; set; } = "cart_id";

    /// <summary>Recharge's API.</summary>
    public EndpointOptions Recharge { get; init; } = new() { BaseUrl = "https://api.rechargeapps.com" };

    /// <summary>The external order platform.</summary>
    public PlatformOptions Platform { get; init; } = new();
}

/// <summary>An HTTP API that we call.</summary>
public class EndpointOptions
{
    private static readonly TimeSpan s_longestTimeout = TimeSpan.FromMinutes(1);

    /// <summary>Absolute http or https address; a path in it is kept.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>
    /// Whether an address of http will do outside the environment Development. Default false: what is sent there could
    /// be read on the way.
    /// </summary>
    public bool AllowHttp { get; set; }

    /// <summary>
    /// Time for one call; of a platform, for one operation, of however many calls it is made. Default 10 seconds.
    /// </summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>What keeps the API from being called, each with the key that is to be corrected.</summary>
    internal IEnumerable<string> Problems(string key)
    {
        if (!Uri.TryCreate(BaseUrl, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
        {
            yield return $"{key}:BaseUrl is '{BaseUrl}': give an absolute http or https address.";
        }

        if (Timeout <= TimeSpan.Zero || Timeout > s_longestTimeout)
        {
            yield return $"{key}:Timeout is {Timeout}: give a time above 0 and up to {s_longestTimeout}.";
        }
    }
}

/// <summary>The external platform of a store: <c>Stores:{name}:Platform</c>.</summary>
public sealed class PlatformOptions : EndpointOptions
{
    /// <summary>Which adapter speaks to it. Default <c>http</c>, the API of docs/platform-api.md.</summary>
    public string Kind { get; set; } = "http";

    /// <summary>Sent as a bearer token; empty sends none.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>
    /// Operations at once by one worker; further ones wait. By default what is right for the kind: 64 for <c>http</c>.
    /// </summary>
    public int? Concurrency { get; set; }

    /// <summary>
    /// How long an operation waits for its place among them; one that would wait longer is deferred. Default 10
    /// seconds.
    /// </summary>
    public TimeSpan MaxWait { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long after our time-out, or after the death of a worker, a create may still come true there, and how late a
    /// look-up may find an order. Until it has passed the order is only looked up, never created again. Default 60
    /// seconds.
    /// </summary>
    public TimeSpan SettleTime { get; set; } = TimeSpan.FromSeconds(60);
}

/// <summary>Where a checkout can name the storefront cart.</summary>
public enum CartField
{
    /// <summary>The id that the storefront handed over at <c>POST /checkouts</c>.</summary>
    ExternalCheckoutId,

    /// <summary>The note or order attribute named by <see cref="StoreOptions.CartAttribute"/>.</summary>
    Attribute,

    /// <summary>The checkout's own token.</summary>
    Token,
}

/// <summary>Which prepaid orders put their platform id on the charge they share.</summary>
public enum ChargeWriteBack
{
    /// <summary>Every prepaid order, as Recharge's guide has it: the latest order's id stands on the charge.</summary>
    Every,

    /// <summary>Only the charge's first order (lowest <c>scheduled_at</c>, then lowest id).</summary>
    FirstOnly,

    /// <summary>None.</summary>
    Off,
}

/// <summary>Recharge's API versions. The parser accepts both shapes whatever a store is set to.</summary>
public enum ApiVersion
{
    /// <summary>Flat names, upper-case status, store-local times without offset.</summary>
    V202101,

    /// <summary>Nested names, lower-case status, UTC times.</summary>
    V202111,
}
