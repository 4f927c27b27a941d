using System.Globalization;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Vendure;

/// <summary>What has to be known of a shop before orders are handed over.</summary>
/// <param name="Precision">Decimals of every amount.</param>
/// <param name="Channel">The channel's code.</param>
/// <param name="HasNumberIds">Whether its ids are numbers; else they are UUIDs.</param>
/// <param name="Currencies">Those of the channel, ISO 4217.</param>
/// <param name="Plugin">The plugin's version; null where the shop lacks its mutations.</param>
internal sealed record VendureShop(
    int Precision,
    string Channel,
    bool HasNumberIds,
    IReadOnlyList<string> Currencies,
    string? Plugin
)
{
    /// <summary>The plugin's versions that we talk to.</summary>
    private const string SpokenVersions = "1.";

    /// <summary>Asks for channel and precision.</summary>
    public const string Query = """
        {
          activeChannel { id code availableCurrencyCodes }
          globalSettings { serverConfig { moneyStrategyPrecision } }
        }
        """;

    /// <summary>Asks for the plugin; a shop without it has no such field.</summary>
    public const string PluginQuery = "{ rechargeSync { version } }";

    /// <summary>Whether the plugin is one that we can talk to.</summary>
    public bool SpeaksPlugin => Plugin?.StartsWith(SpokenVersions, StringComparison.Ordinal) == true;

    /// <summary>Reads a shop from its answers.</summary>
    /// <param name="shop">To <see cref="Query"/>.</param>
    /// <param name="plugin">To <see cref="PluginQuery"/>.</param>
    public static (VendureShop? Shop, CallFailure? Failure) Read(VendureAnswer shop, VendureAnswer plugin)
    {
        if ((shop.Failure ?? (plugin.LacksSchema ? null : plugin.Failure)) is { } failure)
        {
            return (null, failure);
        }

        var channel = shop.Data.At("activeChannel");
        var precision =
            shop.Data.WholeAt("globalSettings", "serverConfig", "moneyStrategyPrecision")
            ?? VendureMoney.UsualPrecision;
        if (channel.TextAt("id") is not { } id || !VendureMoney.IsKnown((int)precision))
        {
            return (null, shop.Outcome.Malformed("a channel and its precision were expected"));
        }

        return (
            new VendureShop(
                (int)precision,
                channel.TextAt("code") ?? "",
                id.All(char.IsAsciiDigit),
                [.. channel.EachAt("availableCurrencyCodes").Select(code => code.ToString())],
                plugin.Data.TextAt("rechargeSync", "version")
            ),
            null
        );
    }

    /// <summary>Whether a text can be an id of this shop. One that cannot is an error of the database there.</summary>
    public bool IsId(string text) =>
        HasNumberIds
            ? text.All(char.IsAsciiDigit) && int.TryParse(text, CultureInfo.InvariantCulture, out _)
            : Guid.TryParseExact(text, "D", out _);

    /// <summary>Why an order of this currency cannot be taken; null where it can.</summary>
    public CallFailure? RefusalOf(string currency) =>
        Currencies.Contains(currency, StringComparer.Ordinal)
            ? null
            : VendureRefusal.Of("currency_not_served", $"the channel '{Channel}' does not have {currency}");
}
