using System.Text.Json;
using System.Text.Json.Nodes;

namespace RechargeSync.Platforms.Vendure;

/// <summary>An order at Vendure, as an update finds it. Pure.</summary>
internal sealed record VendureStanding
{
    /// <summary>Asks for it.</summary>
    public const string Query = """
        query($id: ID!) {
          order(id: $id) {
            id code state totalWithTax currencyCode
            customer { id emailAddress }
            shippingAddress { ...Whole }
            billingAddress { ...Whole }
            customFields { externalReference externalNote externalTags externalData externalSold }
            lines { id customFields { externalLineId externalData } }
          }
        }
        fragment Whole on OrderAddress {
          fullName company streetLine1 streetLine2 city province postalCode countryCode phoneNumber
        }
        """;

    /// <summary>What is known of any order.</summary>
    public required VendureFound Found { get; init; }

    /// <summary>Id of its customer; null where it has none.</summary>
    public string? CustomerId { get; init; }

    /// <summary>His e-mail address, in lower case.</summary>
    public string? Email { get; init; }

    /// <summary>Where it is shipped to; undefined where that is not known.</summary>
    public JsonElement ShippingAddress { get; init; }

    /// <summary>Who is billed.</summary>
    public JsonElement BillingAddress { get; init; }

    /// <summary>What it was sold as; null for an order that is not of our making.</summary>
    public VendureSold? Sold { get; init; }

    /// <summary>What has no place of its own.</summary>
    public JsonObject Data { get; init; } = [];

    /// <summary>Our custom fields, as they are.</summary>
    public JsonElement Fields { get; init; }

    /// <summary>What has no place of its own of each line, by the line's <c>externalLineId</c>.</summary>
    public IReadOnlyDictionary<string, string> LineData { get; init; } =
        new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Reads an answer to <see cref="Query"/>; null where there is no such order.</summary>
    public static VendureStanding? Read(JsonElement order)
    {
        if (VendureFound.Read(order) is not { } found)
        {
            return null;
        }

        var lineData = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var fields in order.EachAt("lines").Select(line => line.At("customFields")))
        {
            if (fields.TextAt("externalLineId") is { } id)
            {
                lineData[id] = fields.TextAt(VendureFields.Data) ?? "";
            }
        }

        return new VendureStanding
        {
            Found = found,
            CustomerId = order.TextAt("customer", "id"),
            Email = order.TextAt("customer", "emailAddress")?.ToLowerInvariant(),
            ShippingAddress = order.At("shippingAddress"),
            BillingAddress = order.At("billingAddress"),
            Fields = order.At("customFields"),
            Sold = VendureSold.Read(order.TextAt("customFields", VendureFields.Sold)),
            Data = Parse(order.TextAt("customFields", VendureFields.Data)),
            LineData = lineData,
        };
    }

    /// <summary>
    /// The members of <see cref="PlatformOrder"/> that no update of a paid order can change, and that differ.
    /// </summary>
    /// <param name="order">What it is to be.</param>
    /// <param name="precision">The shop's.</param>
    public IReadOnlyList<string> NotCarried(PlatformOrder order, int precision)
    {
        var wanted = VendureSold.Of(order);
        return Sold is not null ? Sold.DifferencesFrom(wanted)
            // Of an order that somebody else has made only the total can be compared.
            : order.Totals.Total.Value is { } total && VendureMoney.Exact(total, precision) != Found.Total ? ["totals"]
            : [];
    }

    /// <summary>What an update changes of what is kept of each line, by the line's <c>externalLineId</c>.</summary>
    public IReadOnlyDictionary<string, string> LineChanges(PlatformOrder order)
    {
        var changes = new Dictionary<string, string>(StringComparer.Ordinal);
        var lines = order.Lines is { IsMentioned: true, Value: { } mentioned } ? mentioned : [];
        for (var i = 0; i < lines.Count; i++)
        {
            var (id, data) = (VendureFields.LineId(lines[i], i + 1), VendureFields.DataOf(lines[i]).ToJsonString());
            if (LineData.TryGetValue(id, out var known) && known != data)
            {
                changes[id] = data;
            }
        }

        return changes;
    }

    /// <summary>
    /// What an update changes of the addresses, by the names of Vendure's members; null where one is taken away. One
    /// that names no country stays as it is.
    /// </summary>
    public IReadOnlyList<(string Name, JsonObject? Address)> AddressChanges(PlatformOrder order)
    {
        var changes = new List<(string, JsonObject?)>();
        Add("shippingAddress", order.ShippingAddress, ShippingAddress);
        Add("billingAddress", order.BillingAddress, BillingAddress);
        return changes;

        void Add(string name, Maybe<PlatformAddress?> mentioned, JsonElement known)
        {
            var wanted = VendureFields.Address(mentioned.Value);
            var isReadable = mentioned.IsMentioned && (wanted is not null || mentioned.Value is null);
            if (isReadable && !IsSame(known, wanted))
            {
                changes.Add((name, wanted));
            }
        }
    }

    private static bool IsSame(JsonElement known, JsonObject? wanted) =>
        wanted is null
            ? string.IsNullOrEmpty(known.TextAt("countryCode"))
            : wanted.All(member => (known.TextAt(member.Key) ?? "") == (member.Value?.ToString() ?? ""));

    private static JsonObject Parse(string? json)
    {
        try
        {
            return json is not null && JsonNode.Parse(json) is JsonObject data ? data : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }
}
