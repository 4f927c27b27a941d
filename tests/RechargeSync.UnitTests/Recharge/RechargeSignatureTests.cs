using System.Security.Cryptography;
using System.Text;
using RechargeSync.Core.Recharge;

namespace RechargeSync.UnitTests.Recharge;

/// <summary>Recharge publishes no vectors: these were computed with two independent tools.</summary>
public sealed class RechargeSignatureTests
{
    private const string Body1 = """{"order":{"id":7271806,"status":"SUCCESS"}}""";
    private const string Body2 = """{"order": {"id": 7271806, "status": "SUCCESS"}}""";
    private const string Body3 = """{"order":{"id":1,"note":"café ☕"}}""";
    private const string Legacy1 = "21e3b1696ca6469c6e56044efd18ec5400d608f3e9c6a8d4622a5b60c2014212";
    private const string V1 = "54891656853713ab096b7359775b59d65ca42d9cb38c54b75c72cb0672cabace";
    private const long SignedAt = 1_700_000_000;

    private static readonly byte[] s_secret = "test_client_secret"u8.ToArray();

    public static TheoryData<string, string, string, string> Vectors =>
        new()
        {
            { Body1, Legacy1, V1, "190cf6f8b3220ddefdf9d2950b197ecba282f2444d5cd1beae14c8653665f55b" },
            {
                Body2,
                "67425f280b300fcad20db4aae74f132d15b8d9a37a7c0a6d711baa85c08ec686",
                "b4663a65618bcaaa28db0ff1a38071c825c937184e1320227c5ea67d83d0560f",
                "8c2671703bd4c78eff4d396ffb4b2d5b1afe7435e2b31926c6b4f4bd6ce356ab"
            },
            {
                Body3,
                "0fd403bdbcffac35dc0465cefa981573475e5d7ef5a0d93bb251ced8ba1f5561",
                "c905955cb38b57d2d561f00273bd958a649cd07a17240cc11781e472e3f74a15",
                "d87e404b275d7b62ee5a8801dca29612fd7e00646d21156e5cc5ea4d89002ffe"
            },
            {
                "",
                "e26ade3b37d31920d89e233c447b0d5e51accff2fdc51d1f377b031b5d581e70",
                "7caae7941cfacd94884c41926a8f2adc66677ed6a81ecf707d91759ef09d055f",
                "87a972ffd4fee28f08e581edff9e6dc55474ff0695ee8a6adbd7681acccea413"
            },
        };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Every_vector_is_accepted_under_both_schemes_and_an_hmac_in_the_legacy_header_under_none(
        string body,
        string legacy,
        string v1,
        string hmac
    )
    {
        Assert.Equal(nameof(SignatureVerdict.Valid), Check(body, legacy: legacy));
        Assert.Equal(nameof(SignatureVerdict.Valid), Check(body, timestamped: $"t={SignedAt},v1={v1}"));
        Assert.Equal(nameof(SignatureVerdict.Wrong), Check(body, legacy: hmac));
    }

    [Fact]
    public void Body_and_secret_the_wrong_way_round_are_refused() =>
        Assert.Equal(
            nameof(SignatureVerdict.Wrong),
            Check(Body1, legacy: "79611eeca21e371ca583801f868ca0107b5c051b5593910fb4e333539ed33d59")
        );

    [Theory]
    [InlineData(SignedAt, nameof(SignatureVerdict.Valid))]
    [InlineData(SignedAt + 172_800, nameof(SignatureVerdict.Valid))]
    [InlineData(SignedAt + 172_801, nameof(SignatureVerdict.Expired))]
    [InlineData(SignedAt - 300, nameof(SignatureVerdict.Valid))]
    [InlineData(SignedAt - 301, nameof(SignatureVerdict.Expired))]
    public void Timestamp_counts_for_48_hours_and_is_at_most_5_minutes_ahead(long now, string verdict) =>
        Assert.Equal(verdict, Check(Body1, timestamped: $"t={SignedAt},v1={V1}", now: now));

    [Theory]
    [InlineData("v1={0},t={1}")]
    [InlineData("t={1},v2=0123,v1={0}")]
    [InlineData("v0=1,t={1}, v1={0}")]
    [InlineData(" t={1} , v1={0} ")]
    public void Parts_are_found_by_their_keys_in_any_order(string header) =>
        Assert.Equal(nameof(SignatureVerdict.Valid), Check(Body1, timestamped: Format(header)));

    [Theory]
    [InlineData("")]
    [InlineData("t={1}")]
    [InlineData("v1={0}")]
    [InlineData("t=,v1={0}")]
    [InlineData("t={1},v1=")]
    [InlineData("t=-{1},v1={0}")]
    [InlineData("t=+{1},v1={0}")]
    [InlineData("t=1.7e9,v1={0}")]
    [InlineData("t=99999999999999999999,v1={0}")]
    [InlineData("t={1},v1={0}00")]
    [InlineData("t={1},v1=zz{0}")]
    [InlineData("t={1},v1=0x891656853713ab096b7359775b59d65ca42d9cb38c54b75c72cb0672cabace")]
    [InlineData("t={1};v1={0}")]
    [InlineData("T={1},V1={0}")]
    public void Timestamped_header_of_another_form_is_malformed(string header) =>
        Assert.Equal(nameof(SignatureVerdict.Malformed), Check(Body1, timestamped: Format(header)));

    [Theory]
    [InlineData("")]
    [InlineData("21e3")]
    [InlineData(Legacy1 + "00")]
    [InlineData(" " + Legacy1)]
    [InlineData("g1e3b1696ca6469c6e56044efd18ec5400d608f3e9c6a8d4622a5b60c2014212")]
    public void Legacy_header_of_another_form_is_malformed(string header) =>
        Assert.Equal(nameof(SignatureVerdict.Malformed), Check(Body1, legacy: header));

    [Theory]
    [InlineData("t={1},v1={2},v1={0}")]
    [InlineData("t={1},v1={0},v1={2}")]
    [InlineData("t={1},v1=00,v1={0}")]
    [InlineData("t={1},v1={0},t={1},v1={0}")]
    public void Any_of_several_signatures_is_enough(string header) =>
        Assert.Equal(nameof(SignatureVerdict.Valid), Check(Body1, timestamped: Format(header)));

    [Theory]
    [InlineData("t={1},v1={2},v1={2}", nameof(SignatureVerdict.Wrong))]
    [InlineData("t={1},v1={0},t=1700000001,v1={0}", nameof(SignatureVerdict.Malformed))]
    [InlineData("t=1700000001,t={1},v1={0}", nameof(SignatureVerdict.Malformed))]
    public void Several_signatures_of_which_none_fits_or_of_two_times_are_refused(string header, string verdict) =>
        Assert.Equal(verdict, Check(Body1, timestamped: Format(header)));

    [Theory]
    [InlineData(Legacy1 + "," + Legacy1, nameof(SignatureVerdict.Valid))]
    [InlineData(Legacy1 + ", " + Legacy1 + " ,  " + Legacy1, nameof(SignatureVerdict.Valid))]
    [InlineData(Legacy1 + "," + V1, nameof(SignatureVerdict.Malformed))]
    [InlineData(Legacy1 + ",", nameof(SignatureVerdict.Malformed))]
    [InlineData(",", nameof(SignatureVerdict.Malformed))]
    public void Legacy_header_that_a_proxy_folded_into_one_line_counts_once(string header, string verdict) =>
        Assert.Equal(verdict, Check(Body1, legacy: header));

    [Fact]
    public void Hex_is_read_in_either_case()
    {
        Assert.Equal(nameof(SignatureVerdict.Valid), Check(Body1, legacy: Legacy1.ToUpperInvariant()));
        Assert.Equal(
            nameof(SignatureVerdict.Valid),
            Check(Body1, timestamped: $"t={SignedAt},v1={V1.ToUpperInvariant()}")
        );
    }

    [Theory]
    [InlineData(
        "t=1700000000,v1=0000000000000000000000000000000000000000000000000000000000000000",
        nameof(SignatureVerdict.Wrong)
    )]
    [InlineData("garbage", nameof(SignatureVerdict.Malformed))]
    [InlineData("", nameof(SignatureVerdict.Malformed))]
    public void Timestamped_header_decides_alone_where_it_is_present(string header, string verdict) =>
        Assert.Equal(verdict, Check(Body1, legacy: Legacy1, timestamped: header));

    [Fact]
    public void Legacy_header_alone_is_not_enough_where_it_is_switched_off()
    {
        Assert.Equal(nameof(SignatureVerdict.Legacy), Check(Body1, legacy: Legacy1, acceptLegacy: false));
        Assert.Equal(
            nameof(SignatureVerdict.Valid),
            Check(Body1, timestamped: $"t={SignedAt},v1={V1}", acceptLegacy: false)
        );
    }

    [Fact]
    public void Delivery_without_any_signature_is_missing_one() =>
        Assert.Equal(nameof(SignatureVerdict.Missing), Check(Body1));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Any_active_secret_may_have_signed(bool testedFirst)
    {
        byte[] other = "another secret"u8.ToArray();
        byte[][] secrets = testedFirst ? [s_secret, other] : [other, s_secret];
        Assert.Equal(nameof(SignatureVerdict.Valid), Check(Body1, legacy: Legacy1, secrets: secrets));
        Assert.Equal(
            nameof(SignatureVerdict.Valid),
            Check(Body1, timestamped: $"t={SignedAt},v1={V1}", secrets: secrets)
        );
        Assert.Equal(nameof(SignatureVerdict.Wrong), Check(Body1, legacy: Legacy1, secrets: [other]));
        Assert.Equal(nameof(SignatureVerdict.Wrong), Check(Body1, legacy: Legacy1, secrets: []));
    }

    [Fact]
    public void One_changed_byte_of_the_body_is_noticed()
    {
        var body = Encoding.UTF8.GetBytes(Body1);
        for (var i = 0; i < body.Length; i++)
        {
            var changed = (byte[])body.Clone();
            changed[i] ^= 1;
            Assert.Equal(
                SignatureVerdict.Wrong,
                RechargeSignature.Check(changed, Legacy1, null, [s_secret], At(SignedAt), acceptLegacy: true)
            );
        }
    }

    [Fact]
    public void Signed_timestamp_cannot_be_exchanged()
    {
        var later = (SignedAt + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
        Assert.Equal(nameof(SignatureVerdict.Wrong), Check(Body1, timestamped: $"t={later},v1={V1}"));
        var signed = Convert.ToHexStringLower(
            HMACSHA256.HashData(s_secret, Encoding.UTF8.GetBytes($"{later}.{Body1}"))
        );
        Assert.Equal(nameof(SignatureVerdict.Valid), Check(Body1, timestamped: $"t={later},v1={signed}"));
    }

    private static string Format(string header) =>
        header
            .Replace("{0}", V1, StringComparison.Ordinal)
            .Replace("{1}", "1700000000", StringComparison.Ordinal)
            .Replace("{2}", new string('0', 64), StringComparison.Ordinal);

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static string Check(
        string body,
        string? legacy = null,
        string? timestamped = null,
        long now = SignedAt,
        bool acceptLegacy = true,
        IReadOnlyList<byte[]>? secrets = null
    ) =>
        RechargeSignature
            .Check(Encoding.UTF8.GetBytes(body), legacy, timestamped, secrets ?? [s_secret], At(now), acceptLegacy)
            .ToString();
}
