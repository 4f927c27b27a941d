using System.Text.Json;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Vendure;

/// <summary>Finds out whether orders could be placed in a shop.</summary>
internal sealed class VendureCheck(
    VendureClient client,
    PlatformConnection connection,
    VendureOptions options,
    TimeProvider clock
)
{
    private const string Query = """
        {
          shippingMethods(options: { take: 1000 }) { items { code } }
          promotions(options: { filter: { enabled: { eq: true } }, take: 1000 }) {
            items { name couponCode startsAt endsAt conditions { code } actions { code } }
          }
          globalSettings {
            serverConfig { entityCustomFields { entityName customFields { ... on CustomField { name } } } }
          }
        }
        """;

    private const string PluginQuery = "{ rechargeSync { version problems guarded } }";

    /// <summary>Looks at everything but what failed already.</summary>
    /// <param name="shop">The shop; null where it could not be asked.</param>
    /// <param name="failure">Why not.</param>
    /// <param name="cancellationToken">Ends the check.</param>
    public async Task<IReadOnlyList<PlatformFinding>> RunAsync(
        VendureShop? shop,
        CallFailure? failure,
        CancellationToken cancellationToken
    )
    {
        if (shop is null)
        {
            return [Refused(failure!)];
        }

        var answer = await client.SendAsync(new VendureCall(Query), cancellationToken);
        if (answer.Failure is { } unseen)
        {
            return [Refused(unseen)];
        }

        var plugin = shop.Plugin is null
            ? default
            : (await client.SendAsync(new VendureCall(PluginQuery), cancellationToken)).Data;
        return VendureFindings.Of(shop, answer.Data, plugin.At("rechargeSync"), options, connection, clock.GetUtcNow());
    }

    private PlatformFinding Refused(CallFailure failure) =>
        failure.Kind == CallFailureKind.Configuration
            ? PlatformFinding.Failed(
                PlatformFinding.Credentials,
                $"The shop does not let the administrator in, or not do what is needed: {failure.Detail}.",
                $"Correct {connection.Key}:Vendure:Username and :Password, "
                    + "or give the role the permissions that samples/vendure lists."
            )
            : PlatformFinding.Of(failure, connection);
}

/// <summary>What a shop's answers say of whether orders could be placed. Pure.</summary>
internal static class VendureFindings
{
    private static readonly string[] s_orderFields =
    [
        VendureFields.Reference,
        "externalNote",
        "externalTags",
        VendureFields.Data,
        VendureFields.Sold,
        "externalShipping",
        "externalShippingTaxRate",
        VendureFields.Refund,
        "externalVersion",
    ];

    private static readonly string[] s_lineFields =
    [
        "externalLineId",
        "externalUnitPrice",
        "externalPriceIncludesTax",
        "externalDiscount",
        "externalTaxRate",
        VendureFields.Data,
    ];

    /// <summary>The findings.</summary>
    /// <param name="shop">The shop.</param>
    /// <param name="data">Its shipping methods, promotions and custom fields.</param>
    /// <param name="plugin">What the plugin says of itself; undefined where it is not there.</param>
    /// <param name="options">The store's.</param>
    /// <param name="connection">Whose keys are named.</param>
    /// <param name="now">The time.</param>
    public static IReadOnlyList<PlatformFinding> Of(
        VendureShop shop,
        JsonElement data,
        JsonElement plugin,
        VendureOptions options,
        PlatformConnection connection,
        DateTimeOffset now
    ) =>
        [
            PlatformFinding.Ok(PlatformFinding.Credentials, "The shop takes the administrator's credentials."),
            Channel(shop),
            Precision(shop),
            Plugin(shop, plugin, options, connection),
            Fields(data),
            ShippingMethod(data, options, connection),
            Discounts(data),
            Promotions(data, plugin.IsTrueAt("guarded"), now),
        ];

    private static PlatformFinding Channel(VendureShop shop) =>
        shop.Currencies.Count > 0
            ? PlatformFinding.Ok(
                "channel",
                $"Orders go to the channel '{shop.Channel}', in {string.Join(", ", shop.Currencies)}."
            )
            : PlatformFinding.Failed(
                "channel",
                $"The channel '{shop.Channel}' has no currency.",
                "Give the channel the currencies in which you sell."
            );

    private static PlatformFinding Precision(VendureShop shop)
    {
        var finer = shop.Currencies.Where(currency => VendureMoney.Decimals(currency) > shop.Precision).ToList();
        return finer.Count == 0
            ? PlatformFinding.Ok("currency_precision", $"The shop keeps {shop.Precision} decimals of every amount.")
            : PlatformFinding.Warning(
                "currency_precision",
                $"The shop keeps {shop.Precision} decimals: orders in {string.Join(", ", finer)} are refused.",
                "Give the shop a money strategy of a higher precision, or take the currency off the channel."
            );
    }

    private static PlatformFinding Plugin(
        VendureShop shop,
        JsonElement plugin,
        VendureOptions options,
        PlatformConnection connection
    )
    {
        const string Code = "plugin";
        var problems = plugin.EachAt("problems").Select(problem => problem.ToString()).ToList();
        return shop switch
        {
            { Plugin: null } when options.Mode == VendureMode.Plugin => PlatformFinding.Failed(
                Code,
                "The shop does not have the mutations of the plugin.",
                $"Install the plugin of samples/vendure, or set {connection.Key}:Vendure:Mode to Calls."
            ),
            { Plugin: null } when options.Mode == VendureMode.Auto => PlatformFinding.Warning(
                Code,
                "The shop does not have the mutations of the plugin: orders take several calls each, "
                    + "and addresses cannot be changed while a promotion runs.",
                $"Install the plugin of samples/vendure, or set {connection.Key}:Vendure:Mode to Calls."
            ),
            { Plugin: null } => PlatformFinding.Ok(Code, "Orders come in by Vendure's own mutations."),
            { SpeaksPlugin: false } => PlatformFinding.Failed(
                Code,
                $"The shop's plugin has the version {shop.Plugin}, with which this version does not speak.",
                "Install the plugin of samples/vendure of this version."
            ),
            _ when problems.Count > 0 => PlatformFinding.Failed(
                Code,
                $"The shop's plugin {shop.Plugin} is not set up: {string.Join("; ", problems)}.",
                "Run the mutation setUpRechargeSync in this channel as a super administrator, and see samples/vendure."
            ),
            _ => PlatformFinding.Ok(Code, $"The shop has the plugin {shop.Plugin}."),
        };
    }

    private static PlatformFinding Fields(JsonElement data)
    {
        var entities = data.EachAt("globalSettings", "serverConfig", "entityCustomFields");
        var missing = Missing("Order", s_orderFields).Concat(Missing("OrderLine", s_lineFields)).ToList();
        return missing.Count == 0
            ? PlatformFinding.Ok("custom_fields", "The shop has the custom fields of paid orders.")
            : PlatformFinding.Failed(
                "custom_fields",
                $"The shop lacks the custom fields {string.Join(", ", missing)}.",
                "Add the plugin of samples/vendure to the shop's configuration, and migrate its database."
            );

        IEnumerable<string> Missing(string entity, IEnumerable<string> names)
        {
            var there = entities
                .Where(one => one.TextAt("entityName") == entity)
                .SelectMany(one => one.EachAt("customFields"))
                .Select(field => field.TextAt("name"))
                .ToHashSet(StringComparer.Ordinal);
            return names.Where(name => !there.Contains(name)).Select(name => $"{entity}.{name}");
        }
    }

    private static PlatformFinding ShippingMethod(
        JsonElement data,
        VendureOptions options,
        PlatformConnection connection
    ) =>
        data.EachAt("shippingMethods", "items").Any(method => method.TextAt("code") == options.ShippingMethod)
            ? PlatformFinding.Ok("shipping_method", $"The channel has the shipping method '{options.ShippingMethod}'.")
            : PlatformFinding.Failed(
                "shipping_method",
                $"The channel has no shipping method '{options.ShippingMethod}'.",
                "Make one with the checker external-only and the calculator external-shipping, "
                    + $"or correct {connection.Key}:Vendure:ShippingMethod."
            );

    private static PlatformFinding Discounts(JsonElement data) =>
        data.EachAt("promotions", "items")
            .Any(promotion => promotion.EachAt("actions").Any(action => action.TextAt("code") == "external-discount"))
            ? PlatformFinding.Ok("discounts", "The channel has an enabled promotion that carries the discounts given.")
            : PlatformFinding.Failed(
                "discounts",
                "The channel has no enabled promotion that carries the discounts given: orders with one are refused.",
                "Enable, or make, one with the condition external-order and the action external-discount."
            );

    private static PlatformFinding Promotions(JsonElement data, bool isGuarded, DateTimeOffset now) =>
        VendurePromotions.Running(data, now) is not [_, ..] running
            ? PlatformFinding.Ok("promotions", "No promotion applies by itself.")
        : isGuarded ? PlatformFinding.Ok("promotions", "The plugin keeps running promotions off paid orders.")
        : PlatformFinding.Warning(
            "promotions",
            "Promotions apply by themselves, and orders whose price they change are refused: "
                + $"{string.Join(", ", running)}.",
            "Add the plugin of samples/vendure to the shop, or take orders in a channel without such promotions."
        );
}
