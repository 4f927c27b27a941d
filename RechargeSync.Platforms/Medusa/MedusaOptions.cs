namespace RechargeSync.Platforms.Medusa;

/// <summary>How orders are placed with a Medusa.</summary>
public enum MedusaMode
{
    /// <summary>
    /// By the route where the shop has it, else by the admin API. Looked up at the first order, and anew once the route
    /// is gone.
    /// </summary>
    Auto,

    /// <summary>
    /// By the route of <c>samples/medusa</c>: one call for each order, with taxes as taxes and discounts as discounts.
    /// </summary>
    Route,

    /// <summary>
    /// By Medusa's own admin API alone: some six calls for each order, with taxes and discounts as lines. An order to
    /// which one of the shop's automatic promotions applies is refused.
    /// </summary>
    Rest,
}

/// <summary>
/// Options of a store on Medusa, <c>Stores:{store}:Platform:Medusa</c>. <c>Platform:ApiKey</c> is a secret API key of
/// Medusa's admin.
/// </summary>
public sealed class MedusaOptions : IPlatformOptions
{
    /// <summary>How orders are placed. Default <see cref="MedusaMode.Auto"/>.</summary>
    public MedusaMode Mode { get; set; }

    /// <summary>
    /// Id of the sales channel that the orders belong to; it has to have the variants' stock locations.
    /// </summary>
    public string SalesChannelId { get; set; } = "";

    /// <summary>
    /// A publishable API key, with which carts are cleared; empty where Medusa keeps no carts for us.
    /// </summary>
    public string PublishableKey { get; set; } = "";

    /// <summary>
    /// Region and shipping option by currency, an ISO 4217 code: those in which the store's orders are.
    /// </summary>
    public IDictionary<string, MedusaCurrency> Currencies { get; init; } =
        new Dictionary<string, MedusaCurrency>(StringComparer.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public IEnumerable<string> Problems(string key, PlatformConnection connection)
    {
        if (connection.ApiKey.Length == 0)
        {
            yield return $"{connection.Key}:ApiKey is empty: give a secret API key of the Medusa admin.";
        }

        if (!Enum.IsDefined(Mode))
        {
            yield return $"{key}:Mode is {Mode}: give Auto, Route or Rest.";
        }

        if (string.IsNullOrWhiteSpace(SalesChannelId))
        {
            yield return $"{key}:SalesChannelId is empty: give the id of the sales channel that the orders belong to.";
        }

        if (Currencies.Count == 0)
        {
            yield return $"{key}:Currencies is empty: give Region and ShippingOption for each currency of the store.";
        }

        foreach (var (currency, ids) in Currencies)
        {
            foreach (var problem in Problems($"{key}:Currencies:{currency}", currency, ids))
            {
                yield return problem;
            }
        }
    }

    private static IEnumerable<string> Problems(string key, string currency, MedusaCurrency ids)
    {
        if (currency.Length != 3 || !currency.All(char.IsAsciiLetter))
        {
            yield return $"{key}: '{currency}' is no currency: give a code of three letters, such as USD.";
        }

        if (string.IsNullOrWhiteSpace(ids.Region))
        {
            yield return $"{key}:Region is empty: give the id of a region of this currency.";
        }

        if (string.IsNullOrWhiteSpace(ids.ShippingOption))
        {
            yield return $"{key}:ShippingOption is empty: give the id of a shipping option; without one no order of it "
                + "can be fulfilled in Medusa.";
        }
    }
}

/// <summary>Where the orders of one currency go.</summary>
public sealed class MedusaCurrency
{
    /// <summary>
    /// Id of a region of the currency, in which <c>automatic_taxes</c> is off: the taxes are Recharge's.
    /// </summary>
    public string Region { get; set; } = "";

    /// <summary>
    /// Id of the shipping option that the orders' shipping lines name; what shipping costs is Recharge's all the same.
    /// </summary>
    public string ShippingOption { get; set; } = "";
}
