using System.Text;
using RechargeSync.Cli.Trigger;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;

namespace RechargeSync.Cli.Tests;

/// <summary>
/// The product's own signature check, envelope and payload readers are the judges of what <c>trigger</c> sends.
/// </summary>
public sealed class FixtureTests
{
    private const string Secret = "test_client_secret";
    private static readonly TimeZoneInfo s_newYork = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public static TheoryData<string, bool, bool> All
    {
        get
        {
            var all = new TheoryData<string, bool, bool>();
            foreach (var topic in FixtureSpec.Topics)
            {
                foreach (var isPrepaid in new[] { false, true })
                {
                    all.Add(topic, isPrepaid, false);
                    all.Add(topic, isPrepaid, true);
                }
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Envelope_is_read_and_names_the_resource(string topic, bool isPrepaid, bool isJanuary)
    {
        var spec = Spec(topic, isPrepaid, isJanuary);

        var envelope = WebhookEnvelope.Read(Fixture.Body(spec), Topic(topic));

        Assert.Null(envelope.Problem);
        Assert.Equal(
            topic == FixtureSpec.CheckoutProcessed
                ? ResourceKey.OfToken(Encoding.ASCII.GetBytes(spec.Token))
                : ResourceKey.Order(534919106),
            envelope.Resource
        );
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Both_signatures_are_accepted_together_and_each_alone(string topic, bool isPrepaid, bool isJanuary)
    {
        var body = Fixture.Body(Spec(topic, isPrepaid, isJanuary));
        foreach (var scheme in new[] { FixtureSigner.Both, FixtureSigner.Legacy, FixtureSigner.Timestamped })
        {
            var headers = FixtureSigner
                .Headers(body, Secret, scheme, HastyClock.Now)
                .ToDictionary(StringComparer.Ordinal);
            var legacy = headers.GetValueOrDefault(RechargeSignature.LegacyHeader);
            var timestamped = headers.GetValueOrDefault(RechargeSignature.TimestampedHeader);

            Assert.Equal(
                SignatureVerdict.Valid,
                RechargeSignature.Check(
                    body,
                    legacy,
                    timestamped,
                    [Encoding.UTF8.GetBytes(Secret)],
                    HastyClock.Now,
                    acceptLegacy: true
                )
            );
            Assert.Equal(scheme == FixtureSigner.Timestamped, legacy is null);
            Assert.Equal(scheme == FixtureSigner.Legacy, timestamped is null);
        }
    }

    [Fact]
    public void Signatures_are_those_of_the_known_vector()
    {
        var headers = FixtureSigner
            .Headers(
                """{"order":{"id":7271806,"status":"SUCCESS"}}"""u8.ToArray(),
                Secret,
                FixtureSigner.Both,
                DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)
            )
            .ToDictionary(StringComparer.Ordinal);

        Assert.Equal(
            "21e3b1696ca6469c6e56044efd18ec5400d608f3e9c6a8d4622a5b60c2014212",
            headers[RechargeSignature.LegacyHeader]
        );
        Assert.Equal(
            "t=1700000000,v1=54891656853713ab096b7359775b59d65ca42d9cb38c54b75c72cb0672cabace",
            headers[RechargeSignature.TimestampedHeader]
        );
    }

    [Theory]
    [InlineData(FixtureSpec.OrderCreated, false, false)]
    [InlineData(FixtureSpec.OrderCreated, true, false)]
    [InlineData(FixtureSpec.OrderProcessed, true, false)]
    [InlineData(FixtureSpec.OrderUpdated, false, false)]
    [InlineData(FixtureSpec.OrderCreated, false, true)]
    [InlineData(FixtureSpec.OrderCreated, true, true)]
    [InlineData(FixtureSpec.OrderProcessed, true, true)]
    public void Order_acts_it_is_paid_and_carries_no_external_id(string topic, bool isPrepaid, bool isJanuary)
    {
        var spec = Spec(topic, isPrepaid, isJanuary);

        var order = RechargePayload.ReadOrder(Fixture.Body(spec), s_newYork);

        Assert.True(order.IsSuccess);
        Assert.Equal(isPrepaid, order.IsPrepaid);
        Assert.Equal(spec.ChargeId, order.ChargeId);
        Assert.Null(order.ExternalOrderId);
        Assert.Equal("COF-100-L", Assert.Single(order.Lines).Sku);
        Assert.Equal(topic == FixtureSpec.OrderUpdated, order.Note is not null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Checkout_names_a_cart(bool isJanuary)
    {
        var spec = Spec(FixtureSpec.CheckoutProcessed, isPrepaid: false, isJanuary);

        var checkout = RechargePayload.ReadCheckout(Fixture.Body(spec));

        Assert.Equal(spec.Token, checkout.Token);
        Assert.Equal($"cart-{spec.Token}", checkout.ExternalCheckoutId);
    }

    [Fact]
    public void Times_of_2021_01_are_the_store_s_own() =>
        Assert.Contains(
            "\"updated_at\":\"2026-03-02T09:00:00\"",
            Encoding.UTF8.GetString(Fixture.Body(Spec(FixtureSpec.OrderCreated, false, isJanuary: true))),
            StringComparison.Ordinal
        );

    private static FixtureSpec Spec(string topic, bool isPrepaid, bool isJanuary) =>
        new(topic, 534919106, isPrepaid, isJanuary, HastyClock.Now);

    private static RechargeTopic Topic(string name) => RechargeTopic.All.Single(topic => topic.Name == name);
}
