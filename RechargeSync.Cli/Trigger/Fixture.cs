using System.Text;
using System.Text.Json.Nodes;

namespace RechargeSync.Cli.Trigger;

/// <summary>The bytes of a test webhook.</summary>
internal static class Fixture
{
    /// <summary>The body as Recharge would send it: the resource under its singular name.</summary>
    public static byte[] Body(FixtureSpec spec)
    {
        var body =
            spec.Topic == FixtureSpec.CheckoutProcessed
                ? new JsonObject { ["checkout"] = CheckoutFixture.Write(spec) }
                : new JsonObject { ["order"] = OrderFixture.Write(spec) };
        return Encoding.UTF8.GetBytes(body.ToJsonString());
    }

    /// <summary>
    /// What the sandbox's <c>/control/seed</c> takes, so that its Recharge knows the order and its charge; null for a
    /// checkout.
    /// </summary>
    public static byte[]? Seed(FixtureSpec spec, string store) =>
        spec.Topic == FixtureSpec.CheckoutProcessed
            ? null
            : Encoding.UTF8.GetBytes(
                new JsonObject
                {
                    ["store"] = store,
                    ["apiVersion"] = spec.IsJanuary ? "2021-01" : "2021-11",
                    ["order"] = OrderFixture.Write(spec),
                    ["charge"] = ChargeFixture.Write(spec),
                }.ToJsonString()
            );
}
