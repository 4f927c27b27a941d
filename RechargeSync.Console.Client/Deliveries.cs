namespace RechargeSync.Console.Client;

/// <summary>
/// Which deliveries to list: the query of <c>GET /admin/v1/deliveries</c>. What is null filters nothing.
/// </summary>
public sealed record DeliveryQuery
{
    /// <summary>
    /// <c>stored</c> or <c>quarantined</c> as answered, or a word of <see cref="DeliverySummary.State"/>.
    /// </summary>
    public string? Verdict { get; init; }

    /// <summary>The store.</summary>
    public string? Store { get; init; }

    /// <summary>The topic, such as <c>order/created</c>.</summary>
    public string? Topic { get; init; }

    /// <summary><see cref="ListPage{T}.Next"/> of the page before.</summary>
    public string? Cursor { get; init; }

    /// <summary>Most items in the page, 1 to 500. Default 50.</summary>
    public int? Limit { get; init; }
}

/// <summary>One webhook that was stored, newest first in lists.</summary>
public sealed record DeliverySummary
{
    /// <summary>Its id in the inbox.</summary>
    public required long Id { get; init; }

    /// <summary>The store's name.</summary>
    public required string Store { get; init; }

    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary><c>order/{id}</c> or <c>checkout/{token}</c>; empty where the body did not tell.</summary>
    public required string Resource { get; init; }

    /// <summary>As answered: <c>stored</c> or <c>quarantined</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>
    /// What became of it: <c>received</c>, <c>done</c>, <c>ignored</c>, <c>quarantined</c> or <c>dead</c>.
    /// </summary>
    public required string State { get; init; }

    /// <summary>Why it was ignored, quarantined or given up.</summary>
    public string? Reason { get; init; }

    /// <summary>Size of the body.</summary>
    public required int Bytes { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When it was applied, refused or discarded.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>From one to the other.</summary>
    public long? DurationMs { get; init; }

    /// <summary>How often it was handed to a worker from the inbox, since no stream entry had led to it.</summary>
    public required int Sweeps { get; init; }

    /// <summary>Its trace.</summary>
    public string? TraceId { get; init; }

    /// <summary>Link to the trace viewer.</summary>
    public string? TraceUrl { get; init; }
}

/// <summary>
/// A delivery that left no row, refused or known already, from a short record in Redis: an item of
/// <c>GET /admin/v1/deliveries/unstored</c>. The newest few thousand; under a storm, not all of them.
/// </summary>
public sealed record RejectedDeliverySummary
{
    /// <summary>Its place in the record.</summary>
    public required string Id { get; init; }

    /// <summary>When it came.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary><c>refused</c> or <c>duplicate</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>The store of the address; empty where there is no such store.</summary>
    public required string Store { get; init; }

    /// <summary>The topic of the address; empty where there is no such topic.</summary>
    public required string Topic { get; init; }

    /// <summary>Why it was refused.</summary>
    public string? Reason { get; init; }

    /// <summary>Size of the body; null where it was not read.</summary>
    public long? Bytes { get; init; }
}

/// <summary>A stored payload.</summary>
public sealed record PayloadView
{
    /// <summary>The delivery that brought it.</summary>
    public required long DeliveryId { get; init; }

    /// <summary>The store's name.</summary>
    public required string Store { get; init; }

    /// <summary>The topic.</summary>
    public required string Topic { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Size of the body as received.</summary>
    public required int Bytes { get; init; }

    /// <summary>True where personal data is hidden.</summary>
    public required bool Masked { get; init; }

    /// <summary>How many values are hidden.</summary>
    public required int MaskedValues { get; init; }

    /// <summary>
    /// Indented JSON. What is not JSON is hidden whole while masked, and the text as received otherwise. Hostile:
    /// encode it.
    /// </summary>
    public required string Body { get; init; }
}

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

/// <summary>Why a signature is accepted or refused. Never tells a secret.</summary>
public sealed record SignatureExplanation
{
    /// <summary>Whether the ingress would take it.</summary>
    public required bool Accepted { get; init; }

    /// <summary>
    /// The header that decides: <c>X-Recharge-Webhook-Signature</c>, <c>X-Recharge-Hmac-Sha256</c>; null where both
    /// are missing.
    /// </summary>
    public string? Header { get; init; }

    /// <summary>
    /// <c>valid</c>, <c>header_missing</c>, <c>legacy_not_accepted</c>, <c>header_malformed</c>,
    /// <c>header_whitespace</c>, <c>timestamp_expired</c>, <c>hmac_instead_of_hash</c>, <c>hash_instead_of_hmac</c>,
    /// <c>access_token_instead_of_secret</c>, <c>body_reserialised</c>, <c>body_line_break</c>, <c>body_packed</c>,
    /// <c>other_store</c>, <c>timestamp_not_signed</c>, <c>no_secret</c> or <c>unknown_secret</c>.
    /// </summary>
    public required string Cause { get; init; }

    /// <summary>Which of the store's <c>ClientSecrets</c> fits, counted from 1; null where none does.</summary>
    public int? SecretNumber { get; init; }

    /// <summary>The store whose secret fits; null where none does.</summary>
    public string? OtherStore { get; init; }

    /// <summary>The cause in plain words.</summary>
    public required string Message { get; init; }

    /// <summary>What to do.</summary>
    public required string Advice { get; init; }

    /// <summary>What else is worth knowing, such as hex in upper case.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
