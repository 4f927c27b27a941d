using System.Text.Json.Nodes;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Medusa;

/// <summary>Finds out for doctor whether orders could be placed. Leaves no order and no draft behind.</summary>
internal sealed class MedusaCheck(MedusaApi api, PlatformConnection connection, MedusaOptions options)
{
    private const string Guide = "see samples/medusa/README.md";

    private readonly string _key = $"{connection.Key}:Medusa";

    private volatile bool _isUnique;

    public async Task<IReadOnlyList<PlatformFinding>> RunAsync(CancellationToken token)
    {
        var channel = await api.ChannelAsync(token);
        if (channel.Failure is { } failure && !channel.IsNotFound)
        {
            return [PlatformFinding.Of(failure, connection)];
        }

        var route = await api.RouteAsync(token);
        var isByRoute = options.Mode is not MedusaMode.Rest && route.Value is { } answer && !MedusaSetup.IsOld(answer);
        var others = await Task.WhenAll([
            .. options.Currencies.SelectMany(currency =>
                (Task<PlatformFinding>[])
                    [
                        RegionAsync(currency.Key, currency.Value, token),
                        ShippingAsync(currency.Key, currency.Value, token),
                    ]
            ),
            UniqueAsync(token),
            PromotionsAsync(isByRoute, token),
            CartsAsync(token),
        ]);
        return
        [
            PlatformFinding.Ok(PlatformFinding.Credentials, "Medusa answers, and takes the secret key."),
            Channel(channel.Value?.SalesChannel),
            Route(route),
            .. others,
        ];
    }

    private PlatformFinding Channel(MedusaChannel? channel) =>
        channel is null
            ? PlatformFinding.Failed(
                "channel",
                $"Medusa has no sales channel {options.SalesChannelId}.",
                $"Set {_key}:SalesChannelId to the id of a sales channel."
            )
        : channel.IsDisabled
            ? PlatformFinding.Warning(
                "channel",
                $"The sales channel '{channel.Name}' is disabled.",
                "Enable it in the Medusa admin."
            )
        : PlatformFinding.Ok("channel", $"Orders go to the sales channel '{channel.Name}'.");

    private PlatformFinding Route(MedusaCall<MedusaRouteAnswer> call)
    {
        const string Code = "route";
        var isMissing = MedusaRefusals.IsNoSuchCall(call.Outcome);
        return call switch
        {
            _ when options.Mode is MedusaMode.Rest => PlatformFinding.Ok(Code, "Orders are placed by the admin API."),
            { Value: { } route } when !MedusaSetup.IsOld(route) => PlatformFinding.Ok(
                Code,
                FormattableString.Invariant($"Orders are placed by the shop's route, version {route.Version}.")
            ),
            { Value: { } old } => PlatformFinding.Failed(
                Code,
                FormattableString.Invariant(
                    $"The shop's route has the version {old.Version}, and {MedusaSetup.RouteVersion} is needed."
                ),
                $"Copy the present one into the shop: {Guide}."
            ),
            _ when isMissing && options.Mode is MedusaMode.Route => PlatformFinding.Failed(
                Code,
                MedusaSetup.NoRoute,
                $"Copy it into the shop, or set {_key}:Mode to Rest: {Guide}."
            ),
            _ when isMissing => PlatformFinding.Warning(
                Code,
                "The shop does not have our route: taxes and discounts become lines of the orders.",
                $"Copy it into the shop: {Guide}."
            ),
            _ => PlatformFinding.Of(call.Failure!, connection) with { Code = Code },
        };
    }

    private async Task<PlatformFinding> RegionAsync(string currency, MedusaCurrency ids, CancellationToken token)
    {
        var code = $"region_{currency.ToLowerInvariant()}";
        var call = await api.RegionAsync(ids.Region, token);
        return call.Failure is { } failure && !call.IsNotFound
                ? PlatformFinding.Of(failure, connection) with
                {
                    Code = code,
                }
            : MedusaSetup.ProblemOfRegion(ids.Region, currency, call.Value?.Region) is { } problem
                ? PlatformFinding.Failed(
                    code,
                    problem,
                    $"Correct the region in the Medusa admin, or {_key}:Currencies:{currency}:Region."
                )
            : PlatformFinding.Ok(
                code,
                $"Orders in {currency} go to the region {ids.Region}, without taxes of Medusa's own."
            );
    }

    private async Task<PlatformFinding> ShippingAsync(string currency, MedusaCurrency ids, CancellationToken token)
    {
        var code = $"shipping_{currency.ToLowerInvariant()}";
        var call = await api.ShippingOptionAsync(ids.ShippingOption, token);
        return call.IsNotFound
                ? PlatformFinding.Failed(
                    code,
                    $"Medusa has no shipping option {ids.ShippingOption}: no order with it could be fulfilled.",
                    $"Set {_key}:Currencies:{currency}:ShippingOption to the id of a shipping option."
                )
            : call.Failure is { } failure ? PlatformFinding.Of(failure, connection) with { Code = code }
            : PlatformFinding.Ok(code, $"Orders in {currency} are shipped by the option {ids.ShippingOption}.");
    }

    // By a draft, since the option itself cannot be asked for. Drafts are no orders: nobody hears of it. Each uses up
    // one of the shop's order numbers, so what was found in place once is not looked for again.
    private async Task<PlatformFinding> UniqueAsync(CancellationToken token)
    {
        const string Code = "unique_reference";
        var isAsItShouldBe = PlatformFinding.Ok(Code, "Medusa keeps an order's reference unique.");
        if (_isUnique)
        {
            return isAsItShouldBe;
        }

        var reference = $"rechargesync:check:{Guid.NewGuid():N}";
        var (currency, ids) = options.Currencies.First();
        var call = await api.CreateDraftAsync(
            new MedusaNewOrder
            {
                RegionId = ids.Region,
                SalesChannelId = options.SalesChannelId,
                CurrencyCode = currency.ToLowerInvariant(),
                Items = [],
                ShippingMethods = [],
                Metadata = new JsonObject { [MedusaMetadata.Reference] = reference },
            },
            token
        );
        if (call.Value?.DraftOrder is not { Id: { } id } draft)
        {
            return PlatformFinding.Failed(
                Code,
                "Medusa took no draft, so that it could not be seen whether it keeps an order's reference unique.",
                "Correct what else was found, and check again."
            );
        }

        await api.DeleteDraftAsync(id, token);
        _isUnique = draft.CustomDisplayId == reference;
        return _isUnique
            ? isAsItShouldBe
            : PlatformFinding.Failed(
                Code,
                MedusaSetup.Unguarded,
                $"Give the order module the option, and start Medusa again: {Guide}."
            );
    }

    private async Task<PlatformFinding> PromotionsAsync(bool isByRoute, CancellationToken token)
    {
        const string Code = "promotions";
        var call = await api.PromotionsAsync(token);
        if (call.Failure is { } failure)
        {
            return PlatformFinding.Of(failure, connection) with { Code = Code };
        }

        string[] running =
        [
            .. (call.Value!.Promotions ?? [])
                .OfType<MedusaPromotion>()
                .Where(one => one is { IsAutomatic: true, Status: "active" })
                .Select(one => one.Code ?? "without a code"),
        ];
        return running.Length == 0 ? PlatformFinding.Ok(Code, "No automatic promotion is running.")
            : isByRoute
                ? PlatformFinding.Ok(
                    Code,
                    $"Automatic promotions are running, and do not apply to our orders: {Names(running)}."
                )
            : PlatformFinding.Warning(
                Code,
                $"Automatic promotions are running: {Names(running)}. An order that one makes cheaper is not placed.",
                $"Copy our route into the shop, to which promotions do not apply ({Guide}), or end the promotions."
            );
    }

    private async Task<PlatformFinding> CartsAsync(CancellationToken token)
    {
        const string Code = "carts";
        if (options.PublishableKey.Length == 0)
        {
            return PlatformFinding.Ok(Code, $"No carts are cleared, since {_key}:PublishableKey is empty.");
        }

        var call = await api.CartAsync("cart_of_nobody", token);
        return call.IsNotFound || call.Failure is null ? PlatformFinding.Ok(Code, "Carts can be cleared.")
            : call.Failure.Kind is CallFailureKind.Configuration
                ? PlatformFinding.Warning(
                    Code,
                    "Medusa does not take the publishable key: carts are not cleared.",
                    $"Set {_key}:PublishableKey to a publishable key of the shop, or leave it empty."
                )
            : PlatformFinding.Of(call.Failure, connection) with { Code = Code };
    }

    private static string Names(string[] codes) =>
        codes.Length <= 5 ? string.Join(", ", codes) : string.Join(", ", codes[..5]) + " and more";
}
