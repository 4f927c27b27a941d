using System.Globalization;

namespace RechargeSync.Platforms.Conformance;

/// <summary>Orders that are right, and changes of them.</summary>
public static class TestOrder
{
    /// <summary>Where everything is shipped to.</summary>
    public const string Country = "US";

    private const string Store = "conformance";

    /// <summary>An order that nobody has placed before.</summary>
    /// <param name="catalogue">What can be ordered.</param>
    /// <param name="sale">What it was sold for.</param>
    public static PlatformOrder New(TestCatalogue catalogue, SaleCase sale = SaleCase.Plain) =>
        Of(catalogue, Random.Shared.NextInt64(1_000_000_000, 10_000_000_000), sale);

    /// <summary>The order of a number.</summary>
    internal static PlatformOrder Of(TestCatalogue catalogue, long number, SaleCase sale = SaleCase.Plain)
    {
        var id = number.ToString(CultureInfo.InvariantCulture);
        var email = $"shopper-{id}@example.com";
        return Sales
            .Of(sale, catalogue.Currencies[0])
            .Of(
                new PlatformOrder
                {
                    Reference = $"recharge:{Store}:{id}",
                    RechargeOrderId = id,
                    ChargeId = "580825290",
                    AddressId = "46453225",
                    Status = "paid",
                    Type = "recurring",
                    Prepaid = false,
                    CreatedAt = "2026-03-02T14:15:28Z",
                    ProcessedAt = "2026-03-02T14:15:33Z",
                    ScheduledAt = "2026-03-02T05:00:00Z",
                    Email = email,
                    Note = "Leave it at the door.",
                    Tags = new(["Subscription", "Recurring order"]),
                    Customer = new PlatformCustomer
                    {
                        Id = "64962974",
                        Email = email,
                        FirstName = "Ada",
                        LastName = "Tester",
                        Phone = "5550100",
                    },
                    Payment = new("stripe", "ch_" + id),
                    ShippingAddress = Address("10 Example Street"),
                    BillingAddress = Address("12 Example Street"),
                    Attributes = new([new PlatformNamedValue("gift", "no")]),
                    WeightGrams = 1000,
                    Totals = new PlatformTotals(),
                },
                catalogue
            );
    }

    /// <summary>Makes it longer than 120 kilobytes.</summary>
    public static PlatformOrder Huge(PlatformOrder order)
    {
        ArgumentNullException.ThrowIfNull(order);
        var more = Enumerable
            .Range(0, 600)
            .Select(i => new PlatformNamedValue(
                string.Create(CultureInfo.InvariantCulture, $"attribute {i}"),
                new string('x', 200)
            ));
        return order with { Attributes = new([.. more]) };
    }

    /// <summary>Sells it for more than its parts come to.</summary>
    public static PlatformOrder Dearer(PlatformOrder order, decimal by)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order with { Totals = order.Totals with { Total = order.Totals.Total.Value + by } };
    }

    /// <summary>Changes every line.</summary>
    public static PlatformOrder WithLines(PlatformOrder order, Func<PlatformLine, PlatformLine> change)
    {
        ArgumentNullException.ThrowIfNull(order);
        return order with { Lines = new([.. order.Lines.Value.Select(change)]) };
    }

    private static PlatformAddress Address(string street) =>
        new()
        {
            FirstName = "Ada",
            LastName = "Tester",
            Company = "Example Ltd",
            Address1 = street,
            Address2 = "Floor 2",
            City = "Springfield",
            Province = "Illinois",
            Zip = "62701",
            Country = Country,
            CountryName = "United States",
            Phone = "5550100",
        };
}
