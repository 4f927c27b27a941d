using System.Text.Json.Nodes;

namespace RechargeSync.Cli.Trigger;

/// <summary>The charge that pays for an order fixture; for the sandbox, whose Recharge has to know it.</summary>
internal static class ChargeFixture
{
    public static JsonObject Write(FixtureSpec spec)
    {
        var charge = new JsonObject
        {
            ["id"] = spec.ChargeId,
            ["address_id"] = spec.Id,
            ["created_at"] = spec.Time(spec.Now),
            ["processed_at"] = spec.Time(spec.Now),
            ["updated_at"] = spec.Time(spec.Now),
            ["status"] = spec.Word("success"),
            ["type"] = spec.Word("checkout"),
            ["external_order_id"] = spec.IsJanuary ? null : FixtureParts.Ecommerce(null),
            ["total_price"] = FixtureParts.Total,
            ["line_items"] = new JsonArray(),
        };
        charge[spec.IsJanuary ? "shipments_count" : "orders_count"] = spec.IsPrepaid ? FixtureSpec.Shipments : 1;
        return charge;
    }
}
