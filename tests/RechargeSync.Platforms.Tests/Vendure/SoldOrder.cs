namespace RechargeSync.Platforms.Tests.Vendure;

/// <summary>Orders as Recharge tells them, by default three units at 8.33 with tax and shipping.</summary>
internal static class SoldOrder
{
    /// <summary>An order with a reference that no other has.</summary>
    public static PlatformOrder Of(VendureShop shop, string currency = "USD", string sku = "COF-100-L") =>
        new()
        {
            Reference = $"recharge:default:{Guid.NewGuid():N}",
            RechargeOrderId = "534919106",
            ChargeId = "580825290",
            Status = "paid",
            Currency = currency,
            Email = "ada.tester@example.com",
            Note = "Ring twice",
            Tags = new(["Subscription", "Subscription First Order"]),
            Customer = new PlatformCustomer
            {
                Email = "ada.tester@example.com",
                FirstName = "Ada",
                LastName = "Tester",
                Phone = "5550100",
            },
            Payment = new("stripe", "ch_test_0002"),
            Lines = new([
                new PlatformLine
                {
                    VariantId = shop.Variant(sku),
                    Sku = sku,
                    Title = "House Blend Coffee",
                    Quantity = 3,
                    PurchaseItemId = "153601366",
                    UnitPrice = 8.33m,
                    UnitPriceIncludesTax = false,
                    Tax = 1.81m,
                    Properties = [new("grind", "filter")],
                },
            ]),
            ShippingAddress = Address("US"),
            BillingAddress = new(null),
            ShippingLines = new([new("Economy", "Economy", 4.90m, [])]),
            Attributes = new([new("cart_id", "727d1ec2")]),
            IncludesTax = false,
            Totals = Totals(31.70m, tax: 1.81m),
        };

    public static PlatformTotals Totals(decimal total, decimal tax = 0, decimal discounts = 0) =>
        new()
        {
            Total = total,
            Tax = tax,
            Discounts = discounts,
        };

    public static PlatformAddress Address(string country) =>
        new()
        {
            FirstName = "Ada",
            LastName = "Tester",
            Address1 = "10 Example Street",
            City = "Springfield",
            Province = "Illinois",
            Zip = "62701",
            Country = country,
            Phone = "5550100",
        };

    public static PlatformLine Line(string sku, int quantity, decimal unitPrice, decimal? tax = null) =>
        new()
        {
            Sku = sku,
            Quantity = quantity,
            UnitPrice = unitPrice,
            Tax = tax,
        };

    /// <summary>The ids of an order that was made just now.</summary>
    public static async Task<PlatformIds> PlaceAsync(this IOrderPlatform platform, PlatformOrder order) =>
        Assert.IsType<PlatformAnswer.Made>(await platform.CreateAsync(OutgoingOrder.Of(order), default)).Ids;

    public static Task<PlatformAnswer> CreateAsync(this IOrderPlatform platform, PlatformOrder order) =>
        platform.CreateAsync(OutgoingOrder.Of(order), default);

    public static Task<PlatformAnswer> UpdateAsync(
        this IOrderPlatform platform,
        string id,
        PlatformOrder order,
        long version = 1
    ) => platform.UpdateAsync(id, new PlatformUpdate(OutgoingOrder.Of(order), version), default);
}
