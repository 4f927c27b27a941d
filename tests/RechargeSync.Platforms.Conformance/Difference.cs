using System.Globalization;

namespace RechargeSync.Platforms.Conformance;

/// <summary>
/// What an order on the platform differs in from what it is to be. What the platform cannot hold is passed over.
/// </summary>
internal static class Difference
{
    private const decimal Tolerance = 0.001m;

    /// <summary>One sentence for each difference.</summary>
    public static IReadOnlyList<string> Of(PlatformOrder expected, PlacedOrder placed)
    {
        var differences = new Differences(placed.Unheld, Decimals(expected.Currency.Value));
        var actual = placed.Order;
        differences.Text("currency", expected.Currency.Value, actual.Currency);
        differences.Text("email", expected.Email.Value, actual.Email);
        differences.Text("note", expected.Note.Value, actual.Note);
        if (actual.Tags.IsMentioned)
        {
            differences.Add("tags", Joined(expected.Tags.Value), Joined(actual.Tags.Value));
        }

        if (actual.Attributes.IsMentioned)
        {
            differences.Add("attributes", Joined(expected.Attributes.Value), Joined(actual.Attributes.Value));
        }

        differences.Text("customer.email", expected.Customer.Email.Value, actual.Customer.Email);
        differences.Text("customer.firstName", expected.Customer.FirstName.Value, actual.Customer.FirstName);
        differences.Text("customer.lastName", expected.Customer.LastName.Value, actual.Customer.LastName);
        differences.Text("customer.phone", expected.Customer.Phone.Value, actual.Customer.Phone);
        Address(differences, "shippingAddress", expected.ShippingAddress, actual.ShippingAddress);
        Address(differences, "billingAddress", expected.BillingAddress, actual.BillingAddress);
        Lines(differences, expected, actual);
        Totals(differences, expected.Totals, actual.Totals);
        return differences.All;
    }

    private static void Totals(Differences differences, PlatformTotals expected, PlatformTotals actual)
    {
        differences.Money("totals.discounts", expected.Discounts.Value, actual.Discounts);
        differences.Money("totals.shipping", expected.Shipping.Value, actual.Shipping);
        differences.Money("totals.tax", expected.Tax.Value, actual.Tax);
        differences.Money("totals.total", expected.Total.Value, actual.Total);
    }

    private static void Lines(Differences differences, PlatformOrder expected, PlatformOrder actual)
    {
        if (!actual.Lines.IsMentioned)
        {
            return;
        }

        var left = actual.Lines.Value.ToList();
        foreach (var line in expected.Lines.Value)
        {
            var found =
                left.Find(one => one.PurchaseItemId is not null && one.PurchaseItemId == line.PurchaseItemId)
                ?? left.Find(one => IsSameVariant(one, line) && one.Quantity == line.Quantity);
            if (found is null)
            {
                differences.Add($"line of {line.Sku}", $"{line.Quantity}", "missing");
                continue;
            }

            left.Remove(found);
            var name = $"line {line.PurchaseItemId}";
            differences.Add($"{name} variant", "same", IsSameVariant(found, line) ? "same" : $"{found.VariantId}");
            differences.Add($"{name} quantity", $"{line.Quantity}", $"{found.Quantity}");
            differences.Amount($"{name} unitPrice", line.UnitPrice, found.UnitPrice);
            differences.Amount($"{name} tax", line.Tax, found.Tax);
            if (line.Discount is { } discount)
            {
                differences.Amount($"{name} discount", discount, found.Discount);
            }

            differences.Add("lines.properties", Joined(line.Properties), Joined(found.Properties));
        }

        differences.Add("lines beyond those sold", "0", left.Count.ToString(CultureInfo.InvariantCulture));
    }

    private static bool IsSameVariant(PlatformLine one, PlatformLine other) =>
        one.VariantId is not null && other.VariantId is not null
            ? one.VariantId == other.VariantId
            : one.Sku == other.Sku;

    private static void Address(
        Differences differences,
        string name,
        Maybe<PlatformAddress?> expected,
        Maybe<PlatformAddress?> actual
    )
    {
        if (!actual.IsMentioned)
        {
            return;
        }

        var (to, from) = (expected.Value ?? new PlatformAddress(), actual.Value ?? new PlatformAddress());
        differences.Add($"{name}.firstName", to.FirstName, from.FirstName);
        differences.Add($"{name}.lastName", to.LastName, from.LastName);
        differences.Add($"{name}.company", to.Company, from.Company);
        differences.Add($"{name}.address1", to.Address1, from.Address1);
        differences.Add($"{name}.address2", to.Address2, from.Address2);
        differences.Add($"{name}.city", to.City, from.City);
        differences.Add($"{name}.province", to.Province, from.Province);
        differences.Add($"{name}.zip", to.Zip, from.Zip);
        differences.Add($"{name}.country", to.Country, from.Country?.ToUpperInvariant());
        differences.Add($"{name}.phone", to.Phone, from.Phone);
    }

    private static string Joined(IEnumerable<string>? texts) => string.Join(", ", texts ?? []);

    private static string Joined(IEnumerable<PlatformNamedValue>? values) =>
        Joined(values?.Select(value => $"{value.Name}={value.Value}").Order(StringComparer.Ordinal));

    private static int Decimals(string? currency) =>
        currency switch
        {
            "JPY" => 0,
            "KWD" => 3,
            _ => 2,
        };

    private sealed class Differences(IReadOnlySet<string> unheld, int decimals)
    {
        private readonly List<string> _all = [];

        public IReadOnlyList<string> All => _all;

        public void Text(string name, string? expected, Maybe<string?> actual)
        {
            if (actual.IsMentioned)
            {
                Add(name, expected, actual.Value);
            }
        }

        public void Money(string name, decimal? expected, Maybe<decimal?> actual)
        {
            if (actual.IsMentioned)
            {
                Amount(name, expected ?? 0, actual.Value);
            }
        }

        // To the currency's smallest unit; what is left below that is the noise of a binary fraction.
        public void Amount(string name, decimal? expected, decimal? actual)
        {
            if (
                actual is not { } amount
                || (
                    Math.Round(amount, decimals, MidpointRounding.AwayFromZero) == (expected ?? 0)
                    && Math.Abs(amount - (expected ?? 0)) < Tolerance / 10
                )
            )
            {
                return;
            }

            Add(name, Words(expected ?? 0), Words(amount));
        }

        // Empty and missing are the same to whoever reads the order.
        public void Add(string name, string? expected, string? actual)
        {
            if (!unheld.Contains(name) && (expected ?? "") != (actual ?? ""))
            {
                _all.Add($"{name} is '{actual}' and not '{expected}'");
            }
        }

        private static string Words(decimal amount) => amount.ToString(CultureInfo.InvariantCulture);
    }
}
