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

    /// <summary>A store's job of reconciliation, which its name names; no delivery is about one.</summary>
    Job,
}

/// <summary>
/// Names one order, one checkout or one job of a store. Read once, where a delivery arrives; a text only where it leaves the
/// process: in a column, in a stream entry, in the API. Its default names nothing.
/// </summary>
internal readonly record struct ResourceKey
{
    private const string OrderPrefix = "order/";
    private const string CheckoutPrefix = "checkout/";
    private const string JobPrefix = "reconciliation/";

    private readonly string? _token;

    private ResourceKey(ResourceKind kind, long orderId, string? token) =>
        (Kind, OrderId, _token) = (kind, orderId, token);

    public ResourceKind Kind { get; }

    /// <summary>The order's id in Recharge; 0 for anything else.</summary>
    public long OrderId { get; }

    /// <summary>The checkout's token or the job's name; empty for an order.</summary>
    public string Token => _token ?? "";

    public static ResourceKey Order(long id) => new(ResourceKind.Order, id, null);

    public static ResourceKey Checkout(string token) => new(ResourceKind.Checkout, 0, token);

    public static ResourceKey Job(string name) => new(ResourceKind.Job, 0, name);

    /// <summary>Reads <c>order/{id}</c> or <c>checkout/{token}</c>; the default where the text is neither.</summary>
    public static ResourceKey Parse(string text)
    {
        if (text.StartsWith(CheckoutPrefix, StringComparison.Ordinal) && text.Length > CheckoutPrefix.Length)
        {
            return Checkout(text[CheckoutPrefix.Length..]);
        }

        return
            text.StartsWith(OrderPrefix, StringComparison.Ordinal)
            && long.TryParse(
                text.AsSpan(OrderPrefix.Length),
                NumberStyles.None,
                CultureInfo.InvariantCulture,
                out var id
            )
            ? Order(id)
            : default;
    }

    /// <summary>The text that <see cref="Parse"/> reads; empty for the default.</summary>
    public override string ToString() =>
        Kind switch
        {
            ResourceKind.Order => string.Create(CultureInfo.InvariantCulture, $"{OrderPrefix}{OrderId}"),
            ResourceKind.Checkout => CheckoutPrefix + Token,
            ResourceKind.Job => JobPrefix + Token,
            _ => "",
        };
}
