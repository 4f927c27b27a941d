namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Body of <c>POST /admin/v1/deliveries/explain-signature</c>. Kept nowhere.</summary>
public sealed record ExplainSignatureRequest
{
    /// <summary>The store; required.</summary>
    public string Store { get; set; } = "";

    /// <summary>The raw body as text; or <see cref="BodyBase64"/>, which keeps every byte.</summary>
    public string? Body { get; set; }

    /// <summary>The raw body in base64; goes before <see cref="Body"/>.</summary>
    public string? BodyBase64 { get; set; }

    /// <summary>Value of <c>X-Recharge-Hmac-Sha256</c>; null where it is missing.</summary>
    public string? Legacy { get; set; }

    /// <summary>Value of <c>X-Recharge-Webhook-Signature</c>; null where it is missing.</summary>
    public string? Timestamped { get; set; }
}
