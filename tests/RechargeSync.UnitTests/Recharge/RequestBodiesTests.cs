using System.Text;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;

namespace RechargeSync.UnitTests.Recharge;

public sealed class RequestBodiesTests
{
    [Fact]
    public void Order_ids_are_flat_in_2021_01() =>
        Assert.Equal(
            """{"external_order_id":"92812948","external_order_number":"101"}""",
            Text(RequestBodies.OrderIds(ApiVersion.V202101, "92812948", "101"))
        );

    [Fact]
    public void Order_ids_are_wrapped_in_2021_11() =>
        Assert.Equal(
            """{"external_order_id":{"ecommerce":"92812948"},"external_order_number":{"ecommerce":"101"}}""",
            Text(RequestBodies.OrderIds(ApiVersion.V202111, "92812948", "101"))
        );

    [Fact]
    public void Id_goes_alone_in_both_versions()
    {
        Assert.Equal(
            """{"external_order_id":"92812948"}""",
            Text(RequestBodies.OrderId(ApiVersion.V202101, "92812948"))
        );
        Assert.Equal(
            """{"external_order_id":{"ecommerce":"92812948"}}""",
            Text(RequestBodies.OrderId(ApiVersion.V202111, "92812948"))
        );
    }

    [Fact]
    public void Ids_are_escaped() =>
        Assert.Equal("""{"external_order_id":"a\u0022b"}""", Text(RequestBodies.OrderId(ApiVersion.V202101, "a\"b")));

    private static string Text(byte[] body) => Encoding.UTF8.GetString(body);
}
