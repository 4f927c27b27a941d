using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms;

/// <summary>
/// Reasons of a <see cref="CallFailure"/> that people and dashboards know by name; each says which kind it goes with.
/// An adapter may give others: short, stable, in lower case with underscores, and without anything of an order.
/// </summary>
public static class PlatformReason
{
    /// <summary>
    /// Not enough stock, with <see cref="CallFailureKind.OutOfStock"/>: tried for days at long intervals, then a dead
    /// letter.
    /// </summary>
    public const string OutOfStock = "out_of_stock";

    /// <summary>
    /// Region, channel, the merchant's piece or another setting is wrong, with
    /// <see cref="CallFailureKind.Configuration"/>.
    /// </summary>
    public const string Configuration = "configuration";

    /// <summary>
    /// The platform would total the order up to something else than Recharge took, with
    /// <see cref="CallFailureKind.Permanent"/>. Nothing final was made.
    /// </summary>
    public const string TotalDiffers = "total_differs";

    /// <summary>
    /// A line names a variant that is not on the platform, or not for sale there, with
    /// <see cref="CallFailureKind.Permanent"/>.
    /// </summary>
    public const string UnknownVariant = "unknown_variant";

    /// <summary>The platform does not ship to the country, with <see cref="CallFailureKind.Permanent"/>.</summary>
    public const string CountryNotServed = "country_not_served";

    /// <summary>
    /// The order, or a text of it, is longer than the platform takes, with <see cref="CallFailureKind.Permanent"/>.
    /// </summary>
    public const string TooLarge = "too_large";

    /// <summary>
    /// An amount has more decimals, or is larger, than the platform can hold, with
    /// <see cref="CallFailureKind.Permanent"/>.
    /// </summary>
    public const string CurrencyPrecision = "currency_precision";

    /// <summary>
    /// The order has been begun and could not be finished, with <see cref="CallFailureKind.Ambiguous"/>: the next
    /// attempt looks, and goes on with it.
    /// </summary>
    public const string OrderIncomplete = "order_incomplete";

    /// <summary>No place among the calls at once was free in time; the engine's own.</summary>
    internal const string Busy = "platform_busy";
}
