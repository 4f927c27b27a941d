using System.Globalization;
using System.Text;

namespace RechargeSync.Benchmarks.Load;

/// <summary>An order of version 2021-11 of about 3 KB, as a webhook brings it; orders differ in their ids.</summary>
internal sealed class OrderTemplate
{
    /// <summary>What stands in <see cref="Text"/> for an order's number, of nine digits.</summary>
    public const string Slot = "#########";

    private const string NoExternalId = """
        {"ecommerce":null}
        """;

    // In one line, as Recharge sends it. Processed in a time to come, so that it is told promptly whenever it is sent:
    // of what Recharge tells late, the platform is asked before it is created.
    private static readonly string s_order = string.Concat(
        """
        {"order":{"id":5#########,"address_id":4#########,
        "billing_address":{"address1":"10 Example Street","address2":null,"city":"Springfield","company":null,"country_code":"US","first_name":"Ada","last_name":"Tester","phone":"5550100","province":"Illinois","zip":"62701"},
        "charge":{"id":6#########,"external_transaction_id":{"payment_processor":"ch_test_#########"},"payment_processor_name":"stripe","status":"success"},
        "client_details":{"browser_ip":null,"user_agent":null},
        "created_at":"2026-03-02T14:15:28+00:00","currency":"USD",
        "customer":{"id":7#########,"email":"ada.#########@example.com","external_customer_id":{"ecommerce":"CUST-#########"},"hash":"7#########a1b2c3d4e5f60718"},
        "discounts":[{"code":"WELCOME","value":"1.00","value_type":"fixed_amount"}],"error":null,"external_cart_token":null,
        "external_order_id":{"ecommerce":null},"external_order_name":{"ecommerce":null},"external_order_number":{"ecommerce":null},"is_prepaid":false,
        "line_items":[
        {"purchase_item_id":1#########,"external_inventory_policy":"decrement_obeying_policy","external_product_id":{"ecommerce":"P-100"},"external_variant_id":{"ecommerce":"V-100-L"},"grams":250,"handle":null,"images":{"large":"https://cdn.example.com/p100_large.jpg","medium":"https://cdn.example.com/p100_medium.jpg","original":"https://cdn.example.com/p100.jpg","small":"https://cdn.example.com/p100_small.jpg"},"original_price":"24.30","properties":[{"name":"grind","value":"filter"}],"purchase_item_type":"subscription","quantity":1,"sku":"COF-100-L","tax_due":"0.00","tax_lines":[],"taxable":false,"taxable_amount":"0.00","title":"House Blend Coffee","total_price":"24.30","unit_price":"24.30","unit_price_includes_tax":false,"variant_title":"Large"},
        {"purchase_item_id":2#########,"external_inventory_policy":"decrement_obeying_policy","external_product_id":{"ecommerce":"P-200"},"external_variant_id":{"ecommerce":"V-200-S"},"grams":100,"handle":null,"images":{},"original_price":"9.80","properties":[],"purchase_item_type":"onetime","quantity":2,"sku":"TEA-200-S","tax_due":"0.00","tax_lines":[],"taxable":false,"taxable_amount":"0.00","title":"Garden Tea","total_price":"19.60","unit_price":"9.80","unit_price_includes_tax":false,"variant_title":"Small"}],
        "note":null,"order_attributes":[{"name":"cart_id","value":"5d2c7a90-1f64-4b0e-8a37-#########345"}],
        "processed_at":"2099-03-02T14:15:33+00:00","scheduled_at":"2026-03-02T05:00:00+00:00",
        "shipping_address":{"address1":"10 Example Street","address2":null,"city":"Springfield","company":null,"country_code":"US","first_name":"Ada","last_name":"Tester","phone":"5550100","province":"Illinois","zip":"62701"},
        "shipping_lines":[{"code":"Economy","price":"4.90","source":"recharge","tax_lines":[],"taxable":false,"title":"Economy"}],
        "status":"success","subtotal_price":"43.90","tags":"Subscription, Subscription First Order","tax_lines":[],"taxable":false,"total_discounts":"1.00","total_duties":"0.00","total_line_items_price":"43.90","total_price":"47.80","total_refunds":"0.00","total_tax":"0.00","total_weight_grams":450,"type":"checkout","updated_at":"2026-03-02T14:15:33+00:00"}}
        """.Split('\n')
    );

    private readonly byte[] _text;
    private readonly int[] _slots;

    private OrderTemplate(string text)
    {
        _text = Encoding.UTF8.GetBytes(text);
        var slots = new List<int>();
        for (
            var at = text.IndexOf(Slot, StringComparison.Ordinal);
            at >= 0;
            at = text.IndexOf(Slot, at + Slot.Length, StringComparison.Ordinal)
        )
        {
            slots.Add(at);
        }

        _slots = [.. slots];
    }

    /// <summary>The order as <c>order/created</c> brings it.</summary>
    public static OrderTemplate Created { get; } = new(s_order);

    /// <summary>The order as Recharge answers it once the platform's id was written.</summary>
    public static OrderTemplate Written { get; } =
        new(
            s_order
                .Replace(
                    $"\"external_order_id\":{NoExternalId}",
                    $"\"external_order_id\":{{\"ecommerce\":\"p5{Slot}\"}}",
                    StringComparison.Ordinal
                )
                .Replace(
                    $"\"external_order_number\":{NoExternalId}",
                    $"\"external_order_number\":{{\"ecommerce\":\"5{Slot}\"}}",
                    StringComparison.Ordinal
                )
        );

    /// <summary>The order as <c>order/created</c> brings it, with <see cref="Slot"/> for its number.</summary>
    public static string Text => s_order;

    /// <summary>Bytes of every order.</summary>
    public int Length => _text.Length;

    /// <summary>Recharge's id of the order with a number below 1,000,000,000.</summary>
    public static long OrderId(int number) => 5_000_000_000 + number;

    /// <summary>The number of an order's id.</summary>
    public static int Number(long orderId) => (int)(orderId - 5_000_000_000);

    /// <summary>The id under which the stub's platform knows the order.</summary>
    public static string PlatformId(long orderId) => string.Create(CultureInfo.InvariantCulture, $"p{orderId}");

    /// <summary>Writes the order with this number.</summary>
    public void Write(Span<byte> destination, int number)
    {
        _text.CopyTo(destination);
        foreach (var slot in _slots)
        {
            number.TryFormat(destination.Slice(slot, Slot.Length), out _, "D9", CultureInfo.InvariantCulture);
        }
    }
}
