namespace RechargeSync.Cli;

/// <summary>The headers in which Recharge sends its signatures.</summary>
internal static class RechargeHeaders
{
    public const string Legacy = "X-Recharge-Hmac-Sha256";
    public const string Timestamped = "X-Recharge-Webhook-Signature";
}
