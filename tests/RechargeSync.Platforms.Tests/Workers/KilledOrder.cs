using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using RechargeSync.Testing;

namespace RechargeSync.Platforms.Tests.Workers;

/// <summary>An order that comes by a webhook, whose worker is killed.</summary>
internal sealed class KilledOrder
{
    private readonly PlatformOrder _sold;

    /// <param name="catalogue">What can be ordered; two lines of it and shipping are.</param>
    /// <param name="now">When it was paid.</param>
    public KilledOrder(TestCatalogue catalogue, DateTimeOffset now)
    {
        _sold = TestOrder.New(catalogue);
        Id = long.Parse(_sold.RechargeOrderId, CultureInfo.InvariantCulture);
        Units = _sold.Lines.Value.Where(line => Variant(catalogue, line).KeepsStock).Sum(line => line.Quantity);
        Document = Write(now);
    }

    /// <summary>At Recharge.</summary>
    public long Id { get; }

    /// <summary>As Recharge has it.</summary>
    public JsonObject Document { get; }

    /// <summary>Its reference on the platform.</summary>
    public string Reference => string.Create(CultureInfo.InvariantCulture, $"recharge:{WorkerRig.Store}:{Id}");

    /// <summary>Nobody else's.</summary>
    public string Email => _sold.Email.Value!;

    /// <summary>What was paid, in major units.</summary>
    public decimal Total => _sold.Totals.Total.Value ?? 0;

    /// <summary>Units of it that are taken out of a stock.</summary>
    public long Units { get; }

    /// <summary>The webhook's body.</summary>
    public byte[] Webhook() =>
        Encoding.UTF8.GetBytes(new JsonObject { ["order"] = Document.DeepClone() }.ToJsonString());

    private JsonObject Write(DateTimeOffset now)
    {
        var document = new OrderDocument
        {
            IsFlat = false,
            Id = Id,
            ChargeId = Id + 1,
            AddressId = Id + 2,
            Customer = new Customer { Id = Id + 3, Email = Email },
            CreatedAt = now,
            UpdatedAt = now,
        }.Order();
        document["processed_at"] = OrderDocument.Utc(now);
        document["currency"] = _sold.Currency.Value;
        document["charge"]!["external_transaction_id"] = new JsonObject
        {
            ["payment_processor"] = _sold.Payment.TransactionId.Value,
        };
        document["line_items"] = new JsonArray([.. _sold.Lines.Value.Select(Line)]);
        document["shipping_lines"] = new JsonArray([
            .. _sold.ShippingLines.Value.Select(line => new JsonObject
            {
                ["code"] = line.Code,
                ["title"] = line.Title,
                ["price"] = Text(line.Price),
            }),
        ]);
        document["subtotal_price"] = Text(_sold.Totals.Subtotal.Value);
        document["total_price"] = Text(Total);
        return document;
    }

    private static JsonObject Line(PlatformLine line) =>
        new()
        {
            ["purchase_item_id"] = line.PurchaseItemId,
            ["external_variant_id"] = new JsonObject { ["ecommerce"] = line.VariantId },
            ["sku"] = line.Sku,
            ["title"] = line.Title,
            ["quantity"] = line.Quantity,
            ["unit_price"] = Text(line.UnitPrice),
        };

    private static TestVariant Variant(TestCatalogue catalogue, PlatformLine line) =>
        catalogue.Variants.First(variant => variant.Sku == line.Sku && variant.VariantId == line.VariantId);

    private static string Text(decimal? amount) => (amount ?? 0).ToString(CultureInfo.InvariantCulture);
}
