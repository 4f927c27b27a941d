using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using RechargeSync.Console.Client;
using RechargeSync.Core.Recharge;

namespace RechargeSync.Console.Deliveries.Signatures;

/// <summary>
/// Says why a webhook's signature is accepted or refused, by making the mistakes that senders and proxies make until
/// one of them gives the signature that came. Pure, and never tells a secret.
/// </summary>
internal static class SignatureExplainer
{
    public static SignatureExplanation Explain(SignatureCase given)
    {
        var verdict = RechargeSignature.Check(
            given.Body,
            given.Legacy,
            given.Timestamped,
            given.Secrets,
            given.Now,
            given.AcceptLegacy
        );
        var header =
            given.Timestamped is not null ? RechargeSignature.TimestampedHeader
            : given.Legacy is not null ? RechargeSignature.LegacyHeader
            : null;
        if (header is null)
        {
            return Answer(SignatureCause.HeaderMissing, null, []);
        }

        var signed = SignedHeader.Read(given.Timestamped, given.Legacy);
        List<string> notes = [.. signed?.Notes ?? []];
        if (verdict == SignatureVerdict.Valid)
        {
            return Answer(SignatureCause.Valid, header, notes) with
            {
                Accepted = true,
                SecretNumber = SecretNumber(given, signed!, given.Body),
            };
        }

        if (given.Timestamped is null && !given.AcceptLegacy)
        {
            return Answer(SignatureCause.LegacyNotAccepted, header, notes) with
            {
                SecretNumber = signed is null ? null : SecretNumber(given, signed, given.Body),
            };
        }

        if (signed is null)
        {
            return Answer(SignatureCause.HeaderMalformed, header, notes);
        }

        if (
            given.Timestamped is not null
            && given.Legacy is not null
            && SignedHeader.Read(null, given.Legacy) is { } other
            && SecretNumber(given, other, given.Body) is not null
        )
        {
            notes.Add(
                $"{RechargeSignature.LegacyHeader} alone would fit, "
                    + $"but {RechargeSignature.TimestampedHeader} decides wherever it is present."
            );
        }

        return SecretNumber(given, signed, given.Body) is { } number
            ? Answer(RefusedThoughRight(signed, given.Now), header, notes) with
            {
                SecretNumber = number,
            }
            : Search(given, signed, header, notes);
    }

    // The sum is right, so it is the header's form, or its time.
    private static SignatureCause RefusedThoughRight(SignedHeader signed, DateTimeOffset now) =>
        signed.HasBlanks ? SignatureCause.HeaderWhitespace
        : signed.IsExpired(now) ? SignatureCause.TimestampExpired
        : SignatureCause.HeaderMalformed;

    private static SignatureExplanation Search(
        SignatureCase given,
        SignedHeader signed,
        string header,
        List<string> notes
    )
    {
        for (var i = 0; i < given.Secrets.Count; i++)
        {
            if (WrongSum(given.Secrets[i], signed, given.Body) is { } cause)
            {
                return Answer(cause, header, notes) with { SecretNumber = i + 1 };
            }
        }

        if (
            given.AccessToken.Length > 0
            && (
                Fits(given.AccessToken, signed, given.Body)
                || WrongSum(given.AccessToken, signed, given.Body) is not null
            )
        )
        {
            return Answer(SignatureCause.AccessTokenInsteadOfSecret, header, notes);
        }

        if (
            given.OtherStores.FirstOrDefault(store => store.Secrets.Any(secret => Fits(secret, signed, given.Body))) is
            { Name: { } other }
        )
        {
            return Answer(SignatureCause.OtherStore, header, notes) with { OtherStore = other };
        }

        if (Fits([], signed, given.Body) || signed.Holds(SHA256.HashData(given.Body)))
        {
            return Answer(SignatureCause.NoSecret, header, notes);
        }

        foreach (var (body, cause) in BodyForms.Of(given.Body))
        {
            if (SecretNumber(given, signed, body) is { } number)
            {
                return Answer(cause, header, notes) with { SecretNumber = number };
            }
        }

        return Answer(SignatureCause.UnknownSecret, header, notes);
    }

    // The right secret in the wrong sum.
    private static SignatureCause? WrongSum(byte[] secret, SignedHeader signed, byte[] body)
    {
        var isHmac = signed.Holds(HMACSHA256.HashData(secret, body));
        if (signed.Timestamp is not { } time)
        {
            return isHmac ? SignatureCause.HmacInsteadOfHash : null;
        }

        return isHmac || signed.Holds(Hash(secret, body)) ? SignatureCause.TimestampNotSigned
            : signed.Holds(Hash(secret, [.. Prefix(time), .. body])) ? SignatureCause.HashInsteadOfHmac
            : null;
    }

    private static int? SecretNumber(SignatureCase given, SignedHeader signed, byte[] body)
    {
        for (var i = 0; i < given.Secrets.Count; i++)
        {
            if (Fits(given.Secrets[i], signed, body))
            {
                return i + 1;
            }
        }

        return null;
    }

    private static bool Fits(byte[] secret, SignedHeader signed, byte[] body) =>
        signed.Holds(
            signed.Timestamp is { } time
                ? HMACSHA256.HashData(secret, (byte[])[.. Prefix(time), .. body])
                : Hash(secret, body)
        );

    private static byte[] Hash(byte[] secret, byte[] body) => SHA256.HashData([.. secret, .. body]);

    private static byte[] Prefix(string time) =>
        Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{time}."));

    private static SignatureExplanation Answer(SignatureCause cause, string? header, List<string> notes)
    {
        var (word, message, advice) = SignatureText.Of(cause);
        return new SignatureExplanation
        {
            Accepted = false,
            Header = header,
            Cause = word,
            Message = message,
            Advice = advice,
            Notes = notes,
        };
    }
}
