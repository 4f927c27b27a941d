using System.Text.Json.Nodes;

namespace RechargeSync.Cli.Trigger;

/// <summary>An order with status success and no external ids yet, as Recharge tells of it in either version.</summary>
internal static class OrderFixture
{
    public static JsonObject Write(FixtureSpec spec)
    {
        var order = Common(spec);
        foreach (var (name, value) in spec.IsJanuary ? January(spec) : November(spec))
        {
            order[name] = value;
        }

        return order;
    }

    private static JsonObject Common(FixtureSpec spec) =>
        new()
        {
            ["id"] = spec.Id,
            ["address_id"] = spec.Id,
            ["billing_address"] = FixtureParts.Address(spec.IsJanuary),
            ["created_at"] = spec.Time(spec.Now),
            ["currency"] = "USD",
            ["error"] = null,
            ["note"] = spec.IsChange ? $"changed {spec.Time(spec.Now)}" : null,
            ["processed_at"] = spec.Time(spec.Now),
            ["scheduled_at"] = spec.Day(),
            ["shipping_address"] = FixtureParts.Address(spec.IsJanuary),
            ["status"] = spec.Word("success"),
            ["subtotal_price"] = FixtureParts.Price,
            ["tags"] = spec.IsLaterShipment
                ? "Subscription, Subscription Recurring Order, Prepaid"
                : "Subscription, Subscription First Order",
            ["tax_lines"] = new JsonArray(),
            ["total_discounts"] = "0.00",
            ["total_duties"] = "0.00",
            ["total_line_items_price"] = FixtureParts.Price,
            ["total_price"] = FixtureParts.Total,
            ["total_tax"] = "0.00",
            ["type"] = spec.Word(spec.IsLaterShipment ? "recurring" : "checkout"),
            ["updated_at"] = spec.Time(spec.Now),
        };

    private static JsonObject NovemberLine() =>
        new()
        {
            ["purchase_item_id"] = 153_600_001,
            ["external_inventory_policy"] = "decrement_obeying_policy",
            ["external_product_id"] = FixtureParts.Ecommerce("P-100"),
            ["external_variant_id"] = FixtureParts.Ecommerce("V-100-L"),
            ["grams"] = 250,
            ["handle"] = null,
            ["images"] = new JsonObject(),
            ["original_price"] = FixtureParts.Price,
            ["properties"] = FixtureParts.Attributes("grind", "filter"),
            ["purchase_item_type"] = "subscription",
            ["quantity"] = 1,
            ["sku"] = FixtureParts.Sku,
            ["tax_due"] = "0.00",
            ["tax_lines"] = new JsonArray(),
            ["taxable"] = false,
            ["taxable_amount"] = "0.00",
            ["title"] = FixtureParts.Title,
            ["total_price"] = FixtureParts.Price,
            ["unit_price"] = FixtureParts.Price,
            ["unit_price_includes_tax"] = false,
            ["variant_title"] = FixtureParts.Variant,
        };

    private static JsonObject JanuaryLine() =>
        new()
        {
            ["external_inventory_policy"] = "decrement_obeying_policy",
            ["external_product_id"] = "P-100",
            ["external_variant_id"] = "V-100-L",
            ["grams"] = 250,
            ["images"] = new JsonObject(),
            ["original_price"] = FixtureParts.Price,
            ["price"] = FixtureParts.Price,
            ["product_title"] = FixtureParts.Title,
            ["properties"] = FixtureParts.Attributes("grind", "filter"),
            ["quantity"] = 1,
            ["sku"] = FixtureParts.Sku,
            ["subscription_id"] = 153_600_001,
            ["tax_lines"] = new JsonArray(),
            ["title"] = FixtureParts.Title,
            ["variant_title"] = FixtureParts.Variant,
        };

    private static IEnumerable<(string Name, JsonNode? Value)> November(FixtureSpec spec) =>
        [
            (
                "charge",
                new JsonObject
                {
                    ["id"] = spec.ChargeId,
                    ["external_transaction_id"] = new JsonObject
                    {
                        ["payment_processor"] = CliFormat.Number($"ch_test_{spec.Id}"),
                    },
                    ["payment_processor_name"] = "stripe",
                    ["status"] = "success",
                }
            ),
            ("client_details", new JsonObject { ["browser_ip"] = null, ["user_agent"] = null }),
            (
                "customer",
                new JsonObject
                {
                    ["id"] = FixtureParts.CustomerId,
                    ["email"] = FixtureParts.Email,
                    ["external_customer_id"] = FixtureParts.Ecommerce("CUST-TEST"),
                    ["hash"] = "64900001a1b2c3d4e5f60718",
                }
            ),
            ("discounts", new JsonArray()),
            ("external_cart_token", null),
            ("external_order_id", FixtureParts.Ecommerce(null)),
            ("external_order_name", FixtureParts.Ecommerce(null)),
            ("external_order_number", FixtureParts.Ecommerce(null)),
            ("is_prepaid", spec.IsPrepaid),
            ("line_items", new JsonArray(NovemberLine())),
            ("order_attributes", FixtureParts.Attributes("cart_id", spec.Token)),
            (
                "shipping_lines",
                new JsonArray(
                    new JsonObject
                    {
                        ["code"] = "Economy",
                        ["price"] = FixtureParts.Shipping,
                        ["source"] = "recharge",
                        ["tax_lines"] = new JsonArray(),
                        ["taxable"] = false,
                        ["title"] = "Economy",
                    }
                )
            ),
            ("taxable", false),
            ("total_refunds", "0.00"),
            ("total_weight_grams", 250),
        ];

    private static IEnumerable<(string Name, JsonNode? Value)> January(FixtureSpec spec) =>
        [
            ("address_is_active", 1),
            ("browser_ip", null),
            ("charge_id", spec.ChargeId),
            ("charge_status", "SUCCESS"),
            (
                "customer",
                new JsonObject
                {
                    ["accepts_marketing"] = false,
                    ["email"] = FixtureParts.Email,
                    ["first_name"] = FixtureParts.FirstName,
                    ["last_name"] = FixtureParts.LastName,
                    ["phone"] = null,
                    ["send_email_welcome"] = false,
                    ["verified_email"] = true,
                }
            ),
            ("customer_id", FixtureParts.CustomerId),
            ("discount_codes", null),
            ("email", FixtureParts.Email),
            ("external_order_id", null),
            ("external_order_number", null),
            ("first_name", FixtureParts.FirstName),
            ("hash", "64900001a1b2c3d4e5f60718"),
            ("is_prepaid", spec.IsPrepaid ? 1 : 0),
            ("last_name", FixtureParts.LastName),
            ("line_items", new JsonArray(JanuaryLine())),
            ("note_attributes", FixtureParts.Attributes("cart_id", spec.Token)),
            ("payment_processor", "stripe"),
            ("shipped_date", spec.Time(spec.Now)),
            ("shipping_date", spec.Day()),
            (
                "shipping_lines",
                new JsonArray(
                    new JsonObject
                    {
                        ["code"] = "Economy",
                        ["price"] = FixtureParts.Shipping,
                        ["source"] = "recharge",
                        ["title"] = "Economy",
                    }
                )
            ),
            ("total_refunds", null),
            ("total_weight", 250),
            ("transaction_id", CliFormat.Number($"ch_test_{spec.Id}")),
        ];
}
