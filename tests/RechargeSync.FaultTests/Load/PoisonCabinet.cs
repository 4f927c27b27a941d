using System.Text;

namespace RechargeSync.FaultTests.Load;

/// <summary>Bodies that nobody can understand, or not wholly; rightly signed all of them.</summary>
internal static class PoisonCabinet
{
    /// <summary>Orders have the status queued, so that not even a lenient reader may act on them.</summary>
    /// <param name="firstId">The first of the ids that they take.</param>
    public static IEnumerable<Delivery> Fill(long firstId, Random random)
    {
        var id = firstId;
        foreach (
            var (topic, body) in Nonsense()
                .Concat(
                    Orders()
                        .Select(fields =>
                            (
                                "order/created",
                                FormattableString.Invariant(
                                    $"{{\"order\":{{\"id\":{id++},\"status\":\"queued\",{fields}}}}}"
                                )
                            )
                        )
                )
        )
        {
            yield return new Delivery(Shop.Default, topic, Encoding.UTF8.GetBytes(body), Delivery.NewTraceId(random));
        }

        yield return new Delivery(
            Shop.Default,
            "order/updated",
            [.. "{\"order\":{\"id\":"u8, 0xFF, 0xFE, .. "}}"u8],
            Delivery.NewTraceId(random)
        );
        yield return new Delivery(
            Shop.Default,
            "order/created",
            [
                .. Encoding.UTF8.GetBytes($"{{\"order\":{{\"id\":{id},\"status\":\"queued\",\"note\":\""),
                0xC3,
                0x28,
                .. "\"}}"u8,
            ],
            Delivery.NewTraceId(random)
        );
    }

    private static IEnumerable<(string Topic, string Body)> Nonsense() =>
        [
            ("order/created", ""),
            ("order/created", "{"),
            ("order/created", "null"),
            ("order/created", "[]"),
            ("order/created", "\"order\""),
            ("order/created", "<order><id>1</id></order>"),
            ("order/created", """{"order":null}"""),
            ("order/created", """{"order":{}}"""),
            ("order/created", """{"order":{"id":"abc"}}"""),
            ("order/created", """{"order":{"id":-5}}"""),
            ("order/created", """{"order":{"id":1e30}}"""),
            ("order/created", """{"order":{"id":99999999999999999999}}"""),
            ("order/processed", """{"charge":{"id":1}}"""),
            ("order/updated", """{"order":{"id":{"id":1}}}"""),
            ("order/updated", new string('[', 5000) + new string(']', 5000)),
            ("checkout/processed", """{"checkout":{"token":null}}"""),
            ("checkout/processed", """{"checkout":{"token":"None"}}"""),
            ("checkout/processed", """{"checkout":{"token":"two words"}}"""),
            ("checkout/processed", """{"checkout":{"token":"poisonnul","external_checkout_id":"a\u0000b"}}"""),
            ("checkout/processed", """{"checkout":{"token":"poisonlist","external_checkout_id":["a"]}}"""),
        ];

    private static IEnumerable<string> Orders() =>
        [
            "\"updated_at\":\"yesterday\"",
            "\"updated_at\":17",
            "\"updated_at\":\"9999-12-31T23:59:59-12:00\"",
            "\"status\":\"queued\\u0000\"",
            "\"external_order_id\":{\"ecommerce\":\"a\\u0000b\"}",
            "\"external_order_id\":[1,2]",
            "\"note\":\"\\ud800\"",
            "\"line_items\":\"none\"",
            "\"line_items\":[{\"quantity\":1e99}]",
            "\"line_items\":[null,17,\"x\"]",
            "\"total_price\":\"abc\"",
            "\"total_price\":1e400",
            "\"shipping_address\":17",
            "\"tags\":[{\"a\":1}]",
            "\"charge\":\"x\",\"charge_id\":\"None\"",
            "\"address_id\":1e40",
            "\"customer\":[]",
            "\"status\":{\"a\":1}",
        ];
}
