using System.Globalization;

namespace RechargeSync.Core.Resources;

/// <summary>What a delivery can be about.</summary>
internal enum ResourceKind
{
    /// <summary>Nothing that we know.</summary>
    None,

    /// <summary>An order, which its id names.</summary>
    Order,

    /// <summary>A checkout, which its token names.</summary>
    Checkout,

    /// <summary>A charge, which its id names.</summary>
    Charge,

    /// <summary>A store's job of reconciliation, which its name names; no delivery is about one.</summary>
    Job,
}

/// <summary>
/// Names one order, one checkout, one charge or one job of a store. Read once, where a delivery arrives; a text only where it leaves the
/// process: in a column, in a stream entry, in the API. Its default names nothing.
/// </summary>
internal readonly record struct ResourceKey
{
    private const string OrderPrefix = "order/";
    private const string CheckoutPrefix = "checkout/";
    private const string ChargePrefix = "charge/";
    private const string JobPrefix = "reconciliation/";

    private readonly long _id;
    private readonly string? _token;

    private ResourceKey(ResourceKind kind, long id, string? token) => (Kind, _id, _token) = (kind, id, token);

    public ResourceKind Kind { get; }

    /// <summary>The order's id in Recharge; 0 for anything else.</summary>
    public long OrderId => Kind == ResourceKind.Order ? _id : 0;

    /// <summary>The charge's id in Recharge; 0 for anything else.</summary>
    public long ChargeId => Kind == ResourceKind.Charge ? _id : 0;

    /// <summary>The checkout's token or the job's name; empty for an order or a charge.</summary>
    public string Token => _token ?? "";

    public static ResourceKey Order(long id) => new(ResourceKind.Order, id, null);

    public static ResourceKey Checkout(string token) => new(ResourceKind.Checkout, 0, token);

    public static ResourceKey Charge(long id) => new(ResourceKind.Charge, id, null);

    public static ResourceKey Job(string name) => new(ResourceKind.Job, 0, name);

    /// <summary>
    /// Reads <c>order/{id}</c>, <c>charge/{id}</c> or <c>checkout/{token}</c>; the default where the text is none of them.
    /// </summary>
    public static ResourceKey Parse(string text)
    {
        if (text.StartsWith(CheckoutPrefix, StringComparison.Ordinal) && text.Length > CheckoutPrefix.Length)
        {
            return Checkout(text[CheckoutPrefix.Length..]);
        }

        return IdAfter(OrderPrefix, text) is { } order ? Order(order)
            : IdAfter(ChargePrefix, text) is { } charge ? Charge(charge)
            : default;
    }

    /// <summary>The text that <see cref="Parse"/> reads; empty for the default.</summary>
    public override string ToString() =>
        Kind switch
        {
            ResourceKind.Order => string.Create(CultureInfo.InvariantCulture, $"{OrderPrefix}{_id}"),
            ResourceKind.Charge => string.Create(CultureInfo.InvariantCulture, $"{ChargePrefix}{_id}"),
            ResourceKind.Checkout => CheckoutPrefix + Token,
            ResourceKind.Job => JobPrefix + Token,
            _ => "",
        };

    private static long? IdAfter(string prefix, string text) =>
        text.StartsWith(prefix, StringComparison.Ordinal)
        && long.TryParse(text.AsSpan(prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            ? id
            : null;
}
