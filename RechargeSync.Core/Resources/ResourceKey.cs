using System.Globalization;
using System.Security.Cryptography;

namespace RechargeSync.Core.Resources;

/// <summary>What a delivery can be about.</summary>
internal enum ResourceKind
{
    /// <summary>Nothing that we know.</summary>
    None,

    /// <summary>An order, which its id names.</summary>
    Order,

    /// <summary>A checkout, which a hash of its token names.</summary>
    Checkout,

    /// <summary>A charge, which its id names.</summary>
    Charge,

    /// <summary>A store's job of reconciliation, which its name names; no delivery is about one.</summary>
    Job,

    /// <summary>A bulk job of an operator's, which its id names; no delivery is about one.</summary>
    BulkJob,
}

/// <summary>
/// Names one order, one checkout, one charge or one job of a store. Read once, where a delivery arrives; a text only
/// where it leaves the process: in a column, in a stream entry, in the API. Its default names nothing.
/// </summary>
internal readonly record struct ResourceKey
{
    private const string OrderPrefix = "order/";
    private const string CheckoutPrefix = "checkout/";
    private const string ChargePrefix = "charge/";
    private const string JobPrefix = "reconciliation/";
    private const string BulkJobPrefix = "job/";

    private readonly long _id;
    private readonly string? _token;

    private ResourceKey(ResourceKind kind, long id, string? token) => (Kind, _id, _token) = (kind, id, token);

    public ResourceKind Kind { get; }

    /// <summary>The order's id in Recharge; 0 for anything else.</summary>
    public long OrderId => Kind == ResourceKind.Order ? _id : 0;

    /// <summary>The charge's id in Recharge; 0 for anything else.</summary>
    public long ChargeId => Kind == ResourceKind.Charge ? _id : 0;

    /// <summary>The bulk job's id; 0 for anything else.</summary>
    public long BulkJobId => Kind == ResourceKind.BulkJob ? _id : 0;

    /// <summary>The checkout's key or the job's name; empty for an order or a charge.</summary>
    public string Token => _token ?? "";

    public static ResourceKey Order(long id) => new(ResourceKind.Order, id, null);

    /// <summary>A checkout by the key that stands for its token, as it was stored.</summary>
    public static ResourceKey Checkout(string key) => new(ResourceKind.Checkout, 0, key);

    /// <summary>
    /// A checkout by its token. Whoever knows the token can open the checkout, with the shopper's address in it: what
    /// leaves the process, into columns, stream entries, logs and spans, is half of its SHA-256.
    /// </summary>
    public static ResourceKey OfToken(ReadOnlySpan<byte> token)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(token, hash);
        return Checkout(Convert.ToHexStringLower(hash[..(SHA256.HashSizeInBytes / 2)]));
    }

    public static ResourceKey Charge(long id) => new(ResourceKind.Charge, id, null);

    public static ResourceKey Job(string name) => new(ResourceKind.Job, 0, name);

    public static ResourceKey BulkJob(long id) => new(ResourceKind.BulkJob, id, null);

    /// <summary>
    /// Reads <c>order/{id}</c>, <c>charge/{id}</c> or <c>checkout/{key}</c>; the default where the text is none of
    /// them.
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
            ResourceKind.BulkJob => string.Create(CultureInfo.InvariantCulture, $"{BulkJobPrefix}{_id}"),
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
