namespace RechargeSync.Platforms.Medusa;

/// <summary>What of a shop's set-up keeps orders from being placed, in words. Pure.</summary>
internal static class MedusaSetup
{
    /// <summary>The earliest version of our route that does what we need.</summary>
    public const int RouteVersion = 1;

    /// <summary>Why a draft is not made an order whose reference has not become unique.</summary>
    public const string Unguarded =
        "Medusa does not keep an order's external_reference unique: the order module's option "
        + "generateCustomDisplayId is not the one of samples/medusa/medusa-config.js.";

    /// <summary>Why orders are not placed by the route where they are to be.</summary>
    public static string NoRoute { get; } = "Medusa has no route /admin/recharge-orders: it is in samples/medusa.";

    /// <summary>What is wrong with the region of a currency; null where it will do.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="currency">The currency whose orders go there.</param>
    /// <param name="region">As Medusa has it; null where it has none.</param>
    public static string? ProblemOfRegion(string id, string currency, MedusaRegion? region) =>
        region is null ? $"Medusa has no region {id}."
        : !string.Equals(region.CurrencyCode, currency, StringComparison.OrdinalIgnoreCase)
            ? $"The region {id} has the currency {region.CurrencyCode} and not {currency}."
        : region.AutomaticTaxes
            ? $"The region {id} has automatic_taxes switched on: Medusa would add its own taxes to those of Recharge."
        : null;

    /// <summary>Whether the route does what we need.</summary>
    public static bool IsOld(MedusaRouteAnswer route) => route.Version is not >= RouteVersion;
}
