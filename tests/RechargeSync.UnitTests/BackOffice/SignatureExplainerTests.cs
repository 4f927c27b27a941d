using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using RechargeSync.Console.Client;
using RechargeSync.Console.Deliveries.Signatures;

namespace RechargeSync.UnitTests.BackOffice;

/// <summary>Each usual mistake is named, and no answer tells a secret.</summary>
public sealed class SignatureExplainerTests
{
    private const string Secret = "the-client-secret";
    private const string Token = "the-access-token";
    private const string Other = "the-other-secret";

    private static readonly DateTimeOffset s_now = DateTimeOffset.FromUnixTimeSeconds(1_700_000_000);
    private static readonly byte[] s_body = """{"order":{"id":7271806,"note":"caf\u00e9 / \u2615"}}"""u8.ToArray();

    public static TheoryData<string, string?, string?> Cases =>
        new()
        {
            { "valid", Hash(Secret, s_body), null },
            { "valid", Hash(Secret, s_body).ToUpperInvariant(), null },
            { "valid", null, Stamped(Secret, 1_700_000_000) },
            { "valid", $"{Hash(Secret, s_body)}, {Hash(Secret, s_body)}", null },
            { "valid", null, Stamped("rotated away", 1_700_000_000) + "," + Stamped(Secret, 1_700_000_000)[13..] },
            { "header_malformed", $"{Hash(Secret, s_body)},{Hash(Other, s_body)}", null },
            { "header_missing", null, null },
            { "header_malformed", "abc", null },
            { "header_malformed", Convert.ToBase64String(SHA256.HashData([.. Bytes(Secret), .. s_body])), null },
            { "header_malformed", "sha256=" + Hash(Secret, s_body), null },
            { "header_whitespace", " " + Hash(Secret, s_body) + "\n", null },
            { "header_whitespace", $"\"{Hash(Secret, s_body)}\"", null },
            { "timestamp_expired", null, Stamped(Secret, 1_600_000_000) },
            { "hmac_instead_of_hash", Hmac(Secret, s_body), null },
            { "hash_instead_of_hmac", null, $"t=1700000000,v1={Hash(Secret, [.. "1700000000."u8, .. s_body])}" },
            { "timestamp_not_signed", null, $"t=1700000000,v1={Hmac(Secret, s_body)}" },
            { "access_token_instead_of_secret", Hash(Token, s_body), null },
            { "access_token_instead_of_secret", Hmac(Token, s_body), null },
            { "other_store", Hash(Other, s_body), null },
            { "no_secret", Hash("", s_body), null },
            { "body_line_break", Hash(Secret, [.. s_body, .. "\n"u8]), null },
            {
                "body_reserialised",
                Hash(Secret, Bytes("""{"order": {"id": 7271806, "note": "caf\u00e9 / \u2615"}}""")),
                null
            },
            {
                "body_reserialised",
                Hash(Secret, Bytes("""{"order":{"id":7271806,"note":"caf\u00e9 \/ \u2615"}}""")),
                null
            },
            { "body_reserialised", Hash(Secret, Bytes("""{"order":{"id":7271806,"note":"café / ☕"}}""")), null },
            { "unknown_secret", Hash("somebody-else", s_body), null },
        };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Mistake_is_named(string cause, string? legacy, string? timestamped)
    {
        var answer = SignatureExplainer.Explain(Case(legacy, timestamped));
        Assert.Equal(cause, answer.Cause);
        Assert.Equal(cause == "valid", answer.Accepted);
        Assert.All(
            new[] { Secret, Token, Other },
            secret => Assert.DoesNotContain(secret, answer.ToString(), StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Number_of_the_secret_that_fits_is_told() =>
        Assert.Equal(
            2,
            SignatureExplainer
                .Explain(Case(Hash(Secret, s_body), null) with { Secrets = [Bytes("old"), Bytes(Secret)] })
                .SecretNumber
        );

    [Fact]
    public void Legacy_header_alone_may_not_be_enough() =>
        Assert.Equal(
            ("legacy_not_accepted", 1),
            Told(SignatureExplainer.Explain(Case(Hash(Secret, s_body), null) with { AcceptLegacy = false }))
        );

    [Fact]
    public void Right_legacy_header_beside_a_wrong_timestamped_one_is_noted()
    {
        var answer = SignatureExplainer.Explain(Case(Hash(Secret, s_body), Stamped("wrong", 1_700_000_000)));
        Assert.Equal("unknown_secret", answer.Cause);
        Assert.Contains(answer.Notes, note => note.Contains("alone would fit", StringComparison.Ordinal));
    }

    [Fact]
    public void Body_that_was_compressed_on_the_way_is_named()
    {
        using var packed = new MemoryStream();
        using (var stream = new BrotliStream(packed, CompressionLevel.Fastest))
        {
            stream.Write(s_body);
        }

        Assert.Equal(
            ("body_packed", 1),
            Told(SignatureExplainer.Explain(Case(Hash(Secret, s_body), null) with { Body = packed.ToArray() }))
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("[[[[[[")]
    [InlineData("{\"a\":\"\\ud800\"}")]
    public void Hostile_body_is_explained_like_any_other(string body) =>
        Assert.Equal(
            "unknown_secret",
            SignatureExplainer.Explain(Case(Hash("x", Bytes("y")), null) with { Body = Bytes(body) }).Cause
        );

    private static (string, int?) Told(SignatureExplanation answer) => (answer.Cause, answer.SecretNumber);

    private static SignatureCase Case(string? legacy, string? timestamped) =>
        new()
        {
            Body = s_body,
            Legacy = legacy,
            Timestamped = timestamped,
            Secrets = [Bytes(Secret)],
            AccessToken = Bytes(Token),
            OtherStores = [("classic", [Bytes(Other)])],
            AcceptLegacy = true,
            Now = s_now,
        };

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Hash(string secret, byte[] body) =>
        Convert.ToHexStringLower(SHA256.HashData([.. Bytes(secret), .. body]));

    private static string Hmac(string secret, byte[] body) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Bytes(secret), body));

    private static string Stamped(string secret, long time) =>
        $"t={time},v1={Hmac(secret, [.. Bytes($"{time}."), .. s_body])}";
}
