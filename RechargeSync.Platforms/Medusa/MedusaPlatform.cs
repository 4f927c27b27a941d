using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Medusa;

/// <summary>
/// Places orders on a Medusa: by the route of <c>samples/medusa</c> where the shop has it, else by the admin API alone.
/// </summary>
internal sealed class MedusaPlatform : IOrderPlatform
{
    private readonly MedusaApi _api;
    private readonly MedusaOptions _options;
    private readonly MedusaRestPlacement _rest;
    private readonly MedusaCartClearing _carts;
    private readonly MedusaCheck _check;
    private readonly OneAtATime _turns = new();

    // What Auto has found: looked up once, since a shop gets its route with a deployment, and anew once it has lost it.
    private volatile MedusaMode _mode;

    public MedusaPlatform(PlatformConnection connection, PlatformHttp http, MedusaOptions options)
    {
        _api = new MedusaApi(http, connection, options);
        (_options, _mode) = (options, options.Mode);
        _rest = new MedusaRestPlacement(_api, options);
        _carts = new MedusaCartClearing(_api);
        _check = new MedusaCheck(_api, connection, options);
        Capabilities =
            PlatformCapabilities.Addresses
            | PlatformCapabilities.Email
            | PlatformCapabilities.Note
            | PlatformCapabilities.Tags
            | PlatformCapabilities.Attributes
            | PlatformCapabilities.Customer
            | PlatformCapabilities.Cancel
            | PlatformCapabilities.Refund
            | (options.PublishableKey.Length > 0 ? PlatformCapabilities.Cart : PlatformCapabilities.None);
    }

    /// <inheritdoc/>
    public PlatformCapabilities Capabilities { get; }

    /// <inheritdoc/>
    public async Task<PlatformAnswer> FindAsync(string reference, CancellationToken cancellationToken)
    {
        var (mode, problem) = await ModeAsync(cancellationToken);
        if (problem is not null)
        {
            return new PlatformAnswer.Failed(problem);
        }

        if (mode is MedusaMode.Rest)
        {
            var (order, failure) = await _api.SearchAsync(reference, cancellationToken);
            return failure is not null ? new PlatformAnswer.Failed(failure) : Found(order);
        }

        var call = await _api.FindByRouteAsync(reference, cancellationToken);
        return call.IsNotFound ? new PlatformAnswer.NotFound()
            : call.Failure is not null ? new PlatformAnswer.Failed(OfRoute(call))
            : call.Value!.Order?.CustomDisplayId == reference ? Found(call.Value.Order)
            : Malformed(call.Outcome, "the order of the reference was expected");
    }

    /// <inheritdoc/>
    public async Task<PlatformAnswer> CreateAsync(OutgoingOrder order, CancellationToken cancellationToken)
    {
        if (
            order.Order.Currency.Value is not { Length: > 0 } code
            || !_options.Currencies.TryGetValue(code, out var currency)
        )
        {
            return Refused(
                PlatformReason.Configuration,
                $"Orders in '{order.Order.Currency.Value}' are not configured: Platform:Medusa:Currencies lacks it."
            );
        }

        if (Strange(order.Order) is { } country)
        {
            return Refused(PlatformReason.CountryNotServed, $"'{country}' is no country's code.");
        }

        var (money, unexplained) = MedusaMoney.Of(order.Order);
        if (money is null)
        {
            return Refused(PlatformReason.TotalDiffers, unexplained!);
        }

        var (mode, problem) = await ModeAsync(cancellationToken);
        return problem is not null ? new PlatformAnswer.Failed(problem)
            : mode is MedusaMode.Route ? await PlaceByRouteAsync(order, money, currency, cancellationToken)
            : await _turns.RunAsync(
                order.Order.Reference,
                () => _rest.PlaceAsync(order, money, currency, cancellationToken),
                cancellationToken
            );
    }

    /// <inheritdoc/>
    public async Task<PlatformAnswer> UpdateAsync(
        string platformOrderId,
        PlatformUpdate update,
        CancellationToken cancellationToken
    )
    {
        var call = await _api.OrderAsync(platformOrderId, cancellationToken);
        if (call.IsNotFound)
        {
            return new PlatformAnswer.NotFound();
        }

        if (call.Failure is { } failure)
        {
            return new PlatformAnswer.Failed(failure);
        }

        if (call.Value!.Order is not { Ids: { } ids } order)
        {
            return Malformed(call.Outcome, "an order with an id was expected");
        }

        var plan = MedusaUpdate.Of(order, update);
        if (plan.Change is not { } change)
        {
            return plan.Answer!;
        }

        var changed = await _api.ChangeAsync(ids.Id, change, cancellationToken);
        return changed.IsNotFound ? new PlatformAnswer.NotFound()
            : changed.Failure is { } refused ? new PlatformAnswer.Failed(refused)
            : new PlatformAnswer.Existed(ids);
    }

    /// <inheritdoc/>
    public async Task<PlatformAnswer> GetAsync(string platformOrderId, CancellationToken cancellationToken)
    {
        var call = await _api.OrderAsync(platformOrderId, cancellationToken);
        return call.IsNotFound || call.Value?.Order is { IsDraftOrder: true } ? new PlatformAnswer.NotFound()
            : call.Failure is { } failure ? new PlatformAnswer.Failed(failure)
            : call.Value!.Order?.Ids is { } ids ? new PlatformAnswer.Existed(ids)
            : Malformed(call.Outcome, "an order with an id was expected");
    }

    /// <inheritdoc/>
    public async Task<PlatformChange> CancelAsync(
        PlatformCancellation cancellation,
        CancellationToken cancellationToken
    )
    {
        var id = cancellation.PlatformOrderId;
        var call = await _api.OrderAsync(id, cancellationToken);
        if (call.IsNotFound)
        {
            return new PlatformChange.NotFound();
        }

        if (call.Failure is { } failure)
        {
            return new PlatformChange.Failed(failure);
        }

        if (call.Value!.Order is { IsCanceled: true })
        {
            return new PlatformChange.Done();
        }

        // Medusa would cancel a draft as well, and let it be converted afterwards.
        var done = call.Value.Order is { IsDraftOrder: true }
            ? await _api.DeleteDraftAsync(id, cancellationToken)
            : await _api.CancelAsync(id, cancellationToken);
        return done.Failure is null || MedusaRefusals.IsCanceled(done.Outcome) ? new PlatformChange.Done()
            : done.IsNotFound ? new PlatformChange.NotFound()
            : MedusaRefusals.IsNotAllowed(done.Outcome)
                ? new PlatformChange.NotPossible(MedusaRefusals.Words(done.Outcome))
            : new PlatformChange.Failed(done.Failure);
    }

    /// <inheritdoc/>
    public async Task<PlatformChange> RefundAsync(
        string platformOrderId,
        PlatformRefund refund,
        CancellationToken cancellationToken
    )
    {
        var call = await _api.OrderAsync(platformOrderId, cancellationToken);
        if (call.IsNotFound)
        {
            return new PlatformChange.NotFound();
        }

        if (call.Failure is { } failure)
        {
            return new PlatformChange.Failed(failure);
        }

        // Medusa booked all of it as given back when it cancelled the order, and takes no change of it since.
        if (call.Value!.Order is not { IsCanceled: false } order || MedusaUpdate.Of(order, refund) is not { } change)
        {
            return new PlatformChange.Done();
        }

        var changed = await _api.ChangeAsync(platformOrderId, change, cancellationToken);
        return changed.Failure is null || MedusaRefusals.IsCanceled(changed.Outcome) ? new PlatformChange.Done()
            : changed.IsNotFound ? new PlatformChange.NotFound()
            : new PlatformChange.Failed(changed.Failure);
    }

    /// <inheritdoc/>
    public Task<CallFailure?> ClearCartAsync(PlatformCart cart, CancellationToken cancellationToken) =>
        _carts.ClearAsync(cart.Id, cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<PlatformFinding>> CheckAsync(CancellationToken cancellationToken) =>
        _check.RunAsync(cancellationToken);

    private async Task<PlatformAnswer> PlaceByRouteAsync(
        OutgoingOrder order,
        MedusaMoney money,
        MedusaCurrency currency,
        CancellationToken token
    )
    {
        var call = await _api.PlaceAsync(MedusaOrderMapper.ForRoute(order, money, _options, currency), token);
        return call.Failure is not null ? new PlatformAnswer.Failed(OfRoute(call))
            : call.Value!.Order is not { IsDraftOrder: false, Ids: { } ids } placed
                ? Malformed(call.Outcome, "an order with an id was expected")
            : call.Value.Created && placed.Noted(MedusaMetadata.Hash) == MedusaMetadata.Hex(order.Hash)
                ? new PlatformAnswer.Made(ids)
            : new PlatformAnswer.Existed(ids);
    }

    private async Task<(MedusaMode Mode, CallFailure? Problem)> ModeAsync(CancellationToken token)
    {
        // Another order may have it forgotten meanwhile.
        var mode = _mode;
        if (mode is not MedusaMode.Auto)
        {
            return (mode, null);
        }

        var call = await _api.RouteAsync(token);
        if (call.Failure is not null && !MedusaRefusals.IsNoSuchCall(call.Outcome))
        {
            return (mode, call.Failure);
        }

        mode = call.Value is { } route && !MedusaSetup.IsOld(route) ? MedusaMode.Route : MedusaMode.Rest;
        _mode = mode;
        return (mode, null);
    }

    private static PlatformAnswer Found(MedusaOrder? order) =>
        order is null ? new PlatformAnswer.NotFound()
        : IsFinished(order) && order.Ids is { } ids ? new PlatformAnswer.Existed(ids)
        : new PlatformAnswer.HalfMade(order.Id);

    private static bool IsFinished(MedusaOrder order) =>
        !order.IsDraftOrder
        && (
            order.IsCanceled
            || order.Total is not > 0
            || (order.PaymentCollections ?? []).Any(one => one is { Status: "completed" })
        );

    // A shop whose route is gone is asked anew before the next order.
    private CallFailure OfRoute(MedusaCall<MedusaRouteAnswer> call)
    {
        if (!MedusaRefusals.IsNoSuchCall(call.Outcome))
        {
            return call.Failure!;
        }

        _mode = _options.Mode;
        return MedusaRefusals.Misconfigured(MedusaSetup.NoRoute);
    }

    // Medusa would take any text, and no later correction.
    private static string? Strange(PlatformOrder order) =>
        ((string?[])[order.ShippingAddress.Value?.Country, order.BillingAddress.Value?.Country]).FirstOrDefault(
            country => country is not null && (country.Length != 2 || !country.All(char.IsAsciiLetter))
        );

    private static PlatformAnswer.Failed Refused(string reason, string detail) =>
        new(MedusaRefusals.OfOrder(reason, detail));

    private static PlatformAnswer.Failed Malformed(HttpOutcome outcome, string problem) =>
        new(outcome.Malformed(problem));
}
