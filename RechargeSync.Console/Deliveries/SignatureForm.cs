using RechargeSync.Console.Client;

namespace RechargeSync.Console.Deliveries;

/// <summary>What was typed to have a signature explained.</summary>
public sealed class SignatureForm
{
    /// <summary>The store.</summary>
    public string? Store { get; set; }

    /// <summary>The body as text.</summary>
    public string? Body { get; set; }

    /// <summary>The body in base64.</summary>
    public string? BodyBase64 { get; set; }

    /// <summary>Value of <c>X-Recharge-Hmac-Sha256</c>.</summary>
    public string? Legacy { get; set; }

    /// <summary>Value of <c>X-Recharge-Webhook-Signature</c>.</summary>
    public string? Timestamped { get; set; }

    /// <summary>As the API takes it; headers as they were typed, since a blank too many may be the cause.</summary>
    public ExplainSignatureRequest ToRequest() =>
        new()
        {
            Store = Store?.Trim() ?? "",
            // Browsers send line breaks of a text field as CR LF, whatever was pasted; Recharge's JSON has none, or LF.
            Body = Body?.ReplaceLineEndings("\n"),
            BodyBase64 = string.IsNullOrWhiteSpace(BodyBase64) ? null : BodyBase64.Trim(),
            Legacy = string.IsNullOrEmpty(Legacy) ? null : Legacy,
            Timestamped = string.IsNullOrEmpty(Timestamped) ? null : Timestamped,
        };
}
