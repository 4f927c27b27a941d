using System.Text;
using FsCheck;
using FsCheck.Fluent;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Resources;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Recharge;

/// <summary>
/// A body is read twice: at the ingress for what routing needs, and whole by the worker. Whichever members stand in it
/// more than once, both have to see the same order.
/// </summary>
public sealed class IdentityTests
{
    private static readonly Gen<string> s_id = Gen.Elements(
        "1",
        "2",
        "\"3\"",
        "\"0004\"",
        "\"\\u0035\"",
        "null",
        "\"\"",
        "\"None\"",
        "-1",
        "6.0",
        "{\"id\":7}",
        "[8]",
        "9223372036854775807",
        "9223372036854775808"
    );

    private static readonly Gen<string> s_member =
        from name in Gen.Elements("id", "id", "\\u0069d", "ID", "unknown")
        from value in s_id
        select $"\"{name}\":{value}";

    private static readonly Gen<string> s_order = Gen.OneOf(
        s_member.ListOf().Select(members => $"{{{string.Join(',', members)}}}"),
        Gen.Elements("null", "7", "[]", "\"order\"")
    );

    private static readonly Gen<string> s_body =
        from orders in (
            from name in Gen.Elements("order", "order", "\\u006frder", "orders")
            from order in s_order
            select $"\"{name}\":{order}"
        ).ListOf()
        select $"{{{string.Join(',', orders)}}}";

    [Fact]
    public void Ingress_and_worker_take_a_body_for_the_same_order() =>
        Generated.Holds(
            s_body,
            json =>
            {
                var body = Encoding.UTF8.GetBytes(json);
                Assert.Equal(Read(body), WebhookEnvelope.Read(body, RechargeTopic.OrderCreated).Resource);
            },
            cases: 5000
        );

    private static ResourceKey Read(byte[] body)
    {
        try
        {
            return ResourceKey.Order(RechargePayload.ReadOrder(body, zone: null).Id);
        }
        catch (PayloadException)
        {
            return default;
        }
    }
}
