namespace RechargeSync.Core.Stores;

/// <summary>One Recharge store: configuration section <c>Stores:{name}</c>.</summary>
public sealed class StoreOptions
{
    /// <summary>
    /// API Client Secrets that may have signed a webhook; several during a rotation. Not the access token.
    /// </summary>
    public IList<string> ClientSecrets { get; init; } = [];

    /// <summary>
    /// Whether <c>X-Recharge-Hmac-Sha256</c> alone is enough. Default true: every delivery carries it.
    /// </summary>
    public bool AcceptLegacySignature { get; set; } = true;

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
