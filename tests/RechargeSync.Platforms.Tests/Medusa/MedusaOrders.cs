namespace RechargeSync.Platforms.Tests.Medusa;

/// <summary>Orders as Recharge has them, with a reference of their own.</summary>
internal static class MedusaOrders
{
    /// <summary>
    /// Two lines of 3 × 8.33 and 1 × 5.00, shipping 4.90, tax 1.81 and 0.36, a discount of 1.00: 36.06.
    /// </summary>
    public static PlatformOrder Usual(MedusaShop shop, string currency = "USD") =>
        new()
        {
            Reference = $"recharge:test:{Guid.NewGuid():N}",
            RechargeOrderId = "534919106",
            Status = "paid",
            Currency = currency,
            Email = $"Ada.{Guid.NewGuid():N}@example.com",
            Note = "Ring twice",
            Tags = new(["Subscription"]),
            ChargeId = "580825290",
            Customer = new PlatformCustomer
            {
                Id = "64962974",
                FirstName = "Ada",
                LastName = "Tester",
                Phone = "5550100",
            },
            Payment = new("stripe", "ch_test_0002"),
            Lines = new([
                Line(shop, "COF-100-L", 3, 8.33m) with
                {
                    Tax = 1.81m,
                    PurchaseItemId = "153601366",
                    Properties = [new("grind", "filter")],
                },
                Line(shop, "COF-100-S", 1, 5.00m) with
                {
                    Tax = 0.36m,
                },
            ]),
            ShippingAddress = Address,
            BillingAddress = Address with { FirstName = "Grace" },
            ShippingLines = new([new("Economy", "Economy", 4.90m, [])]),
            Discounts = new([new("WELCOME", "amount", 1.00m, 1.00m)]),
            Attributes = new([new("cart_id", "727d1ec2")]),
            IncludesTax = false,
            Totals = new PlatformTotals
            {
                Subtotal = 29.99m,
                Discounts = 1.00m,
                Shipping = 4.90m,
                Tax = 2.17m,
                Duties = 0m,
                Total = 36.06m,
                Refunds = 0m,
            },
        };

    /// <summary>One line and shipping, without tax: the total is theirs.</summary>
    public static PlatformOrder Of(
        MedusaShop shop,
        string currency,
        string sku,
        int quantity,
        decimal price,
        decimal shipping
    ) =>
        Usual(shop, currency) with
        {
            Lines = new([Line(shop, sku, quantity, price)]),
            ShippingLines = new([new("Economy", "Economy", shipping, [])]),
            Discounts = new([]),
            Totals = new PlatformTotals
            {
                Discounts = 0m,
                Tax = 0m,
                Total = (quantity * price) + shipping,
            },
        };

    public static PlatformLine Line(MedusaShop shop, string sku, int quantity, decimal price) =>
        new()
        {
            Sku = sku,
            VariantId = shop.Variant(sku),
            Title = "Coffee",
            Quantity = quantity,
            UnitPrice = price,
        };

    public static PlatformAddress Address { get; } =
        new()
        {
            FirstName = "Ada",
            LastName = "Tester",
            Company = "Analytical",
            Address1 = "10 Example Street",
            Address2 = "Rear",
            City = "Springfield",
            Province = "Illinois",
            Zip = "62701",
            Country = "US",
            CountryName = "United States",
            Phone = "5550100",
        };
}
