namespace RechargeSync.Core.Admin.Contracts;

/// <summary>Why a signature is accepted or refused. Never tells a secret.</summary>
/// <param name="Accepted">Whether the ingress would take it.</param>
/// <param name="Header">
/// The header that decides: <c>X-Recharge-Webhook-Signature</c>, <c>X-Recharge-Hmac-Sha256</c>; null where both are
/// missing.
/// </param>
/// <param name="Cause">
/// <c>valid</c>, <c>header_missing</c>, <c>legacy_not_accepted</c>, <c>header_malformed</c>, <c>header_whitespace</c>,
/// <c>timestamp_expired</c>, <c>hmac_instead_of_hash</c>, <c>hash_instead_of_hmac</c>,
/// <c>access_token_instead_of_secret</c>, <c>body_reserialised</c>, <c>body_line_break</c>, <c>other_store</c>,
/// <c>timestamp_not_signed</c>, <c>no_secret</c> or <c>unknown_secret</c>.
/// </param>
/// <param name="SecretNumber">
/// Which of the store's <c>ClientSecrets</c> fits, counted from 1; null where none does.
/// </param>
/// <param name="OtherStore">The store whose secret fits; null where none does.</param>
/// <param name="Message">The cause in plain words.</param>
/// <param name="Advice">What to do.</param>
/// <param name="Notes">What else is worth knowing, such as hex in upper case.</param>
public sealed record SignatureExplanation(
    bool Accepted,
    string? Header,
    string Cause,
    int? SecretNumber,
    string? OtherStore,
    string Message,
    string Advice,
    IReadOnlyList<string> Notes
);
