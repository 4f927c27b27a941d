using RechargeSync.Core.Recharge;

namespace RechargeSync.Console.Deliveries.Signatures;

/// <summary>Causes in words: the API's, and a person's.</summary>
internal static class SignatureText
{
    public static (string Word, string Message, string Advice) Of(SignatureCause cause) =>
        cause switch
        {
            SignatureCause.Valid => ("valid", "The signature fits.", "Nothing is to be done."),
            SignatureCause.HeaderMissing => (
                "header_missing",
                "There is no signature.",
                $"Recharge sends {RechargeSignature.TimestampedHeader} with every webhook: "
                    + "look for a proxy that drops headers, or whether this came from Recharge at all."
            ),
            SignatureCause.LegacyNotAccepted => (
                "legacy_not_accepted",
                $"Only {RechargeSignature.LegacyHeader} was sent, and this store does not accept it alone.",
                "Recharge sends the timestamped header too: look for a proxy that drops it; or set "
                    + "Stores:{name}:AcceptLegacySignature to true."
            ),
            SignatureCause.HeaderMalformed => (
                "header_malformed",
                "The header cannot be read.",
                $"It is 64 hex characters in {RechargeSignature.LegacyHeader}, "
                    + $"or t=<epoch seconds>,v1=<64 hex characters> in {RechargeSignature.TimestampedHeader}."
            ),
            SignatureCause.HeaderWhitespace => (
                "header_whitespace",
                "The signature is right, but blanks or quotes stand around it.",
                "Copy the header without them; where it came like that, mend the proxy or script that adds them."
            ),
            SignatureCause.TimestampExpired => (
                "timestamp_expired",
                "The signature is right, but its time is more than 48 hours ago, or more than 5 minutes ahead.",
                "Check the clocks of both sides. An old delivery that is sent again by hand has to be signed anew."
            ),
            SignatureCause.TimestampNotSigned => (
                "timestamp_not_signed",
                "The secret is right, but the sum was made without the timestamp.",
                "Sign the timestamp, a full stop and the raw body: HMAC-SHA256(secret, \"{t}.\" + body)."
            ),
            SignatureCause.HmacInsteadOfHash => (
                "hmac_instead_of_hash",
                "The secret is right, but an HMAC was made.",
                $"Despite its name, {RechargeSignature.LegacyHeader} is no HMAC: "
                    + "SHA-256 of the secret followed by the raw body, in hex."
            ),
            SignatureCause.HashInsteadOfHmac => (
                "hash_instead_of_hmac",
                "The secret is right, but a plain hash was made.",
                "The timestamped header is an HMAC-SHA256 with the secret as its key, over \"{t}.\" and the raw body."
            ),
            SignatureCause.AccessTokenInsteadOfSecret => (
                "access_token_instead_of_secret",
                "It was signed with the API access token.",
                "Sign with the API Client Secret; Recharge shows it beside the token."
            ),
            SignatureCause.BodyReserialised => (
                "body_reserialised",
                "The secret is right, but the body is not the one that was signed: "
                    + "it was read as JSON and written anew on the way.",
                "Hand on the raw bytes. Look for middleware, a proxy or a script that parses and writes the body."
            ),
            SignatureCause.BodyLineBreak => (
                "body_line_break",
                "The secret is right, but line breaks or a byte order mark were added to the body, or taken away.",
                "Hand on the raw bytes; with curl, use --data-binary instead of --data."
            ),
            SignatureCause.BodyPacked => (
                "body_packed",
                "The secret is right, but the body was compressed on the way.",
                "Hand on the raw bytes: switch off the compression of requests in the proxy in front of the ingress. "
                    + "With its header Content-Encoding the ingress unpacks such a body itself."
            ),
            SignatureCause.OtherStore => (
                "other_store",
                "It was signed with another store's secret.",
                "The webhook's address names the wrong store: correct the address of the subscription."
            ),
            SignatureCause.NoSecret => (
                "no_secret",
                "It was signed without any secret.",
                "The sender's secret is empty: set it to the API Client Secret."
            ),
            _ => (
                "unknown_secret",
                "No known secret fits, nor does any of the usual mistakes.",
                "Compare Stores:{name}:ClientSecrets with the API Client Secret at Recharge; "
                    + "during a rotation keep both. Or the body was changed on the way."
            ),
        };
}
