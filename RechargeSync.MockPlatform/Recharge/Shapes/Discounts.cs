using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Recharge.Shapes;

/// <summary>Discounts: <c>discount_codes</c> in 2021-01, <c>discounts</c> in 2021-11.</summary>
internal static class Discounts
{
    public static JsonArray ToJanuary(JsonNode? discounts) =>
        Nodes.List(
            discounts,
            discount => new JsonObject
            {
                ["amount"] = Nodes.Member(discount, "value"),
                ["code"] = Nodes.Member(discount, "code"),
                ["type"] = Nodes.Member(discount, "value_type"),
            }
        );

    public static JsonArray ToNovember(JsonNode? codes) =>
        Nodes.List(
            codes,
            code => new JsonObject
            {
                ["id"] = null,
                ["code"] = Nodes.Member(code, "code"),
                ["value"] = Nodes.Member(code, "amount"),
                ["value_type"] = Nodes.Member(code, "type"),
                ["application_method"] = null,
            }
        );
}
