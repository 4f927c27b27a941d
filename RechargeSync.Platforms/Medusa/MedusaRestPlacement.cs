using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Medusa;

/// <summary>
/// Places an order by the admin API alone: draft, order, payment, each a call that may be the last one of this attempt.
/// The unique reference keeps a second order away; a second payment only looking first does, so that two attempts at a
/// time are for the engine's lease to prevent.
/// </summary>
internal sealed class MedusaRestPlacement(MedusaApi api, MedusaOptions options)
{
    /// <summary>More than the longest way there is: somebody else is at the order all the time.</summary>
    private const int MostSteps = 12;

    /// <summary>The way of one order.</summary>
    private sealed record Plan(
        OutgoingOrder Outgoing,
        MedusaMoney Money,
        MedusaCurrency Currency,
        string Reference,
        string Hash
    );

    /// <summary>Where an order is on its way.</summary>
    /// <param name="Found">As it was seen last; null where there is none.</param>
    /// <param name="OwnCollection">The payment collection that this attempt has made.</param>
    /// <param name="HasWritten">Whether this attempt has made a step.</param>
    /// <param name="Answer">What is answered; null goes on.</param>
    private sealed record Way(
        MedusaOrder? Found,
        string? OwnCollection = null,
        bool HasWritten = false,
        PlatformAnswer? Answer = null
    )
    {
        public Way Ends(PlatformAnswer answer) => this with { Answer = answer };

        // That a call has not arrived says nothing of those before it.
        public Way Ends(CallFailure failure) =>
            Ends(
                new PlatformAnswer.Failed(
                    HasWritten && failure.Kind is CallFailureKind.Transient
                        ? failure with
                        {
                            Kind = CallFailureKind.Ambiguous,
                        }
                        : failure
                )
            );
    }

    /// <summary>Goes from what is there to the finished order.</summary>
    public async Task<PlatformAnswer> PlaceAsync(
        OutgoingOrder outgoing,
        MedusaMoney money,
        MedusaCurrency currency,
        CancellationToken token
    )
    {
        var plan = new Plan(outgoing, money, currency, outgoing.Order.Reference, MedusaMetadata.Hex(outgoing.Hash));
        var (found, failure) = await api.SearchAsync(plan.Reference, token);
        if (failure is not null)
        {
            return new PlatformAnswer.Failed(failure);
        }

        var way = new Way(found);
        for (var step = 0; step < MostSteps && way.Answer is null; step++)
        {
            var (act, collection) = MedusaRecovery.Next(
                way.Found,
                plan.Reference,
                plan.Hash,
                money.Total,
                way.OwnCollection
            );
            way = await DoAsync(act, collection, way, plan, token);
        }

        return way.Answer ?? Incomplete("the order was changed by somebody else all the time");
    }

    private Task<Way> DoAsync(MedusaAct act, string? collection, Way way, Plan plan, CancellationToken token) =>
        act switch
        {
            MedusaAct.CreateDraft => CreateDraftAsync(way, plan, token),
            MedusaAct.ReplaceDraft => DeleteDraftAsync(way, null, token),
            MedusaAct.RefuseDraft => DeleteDraftAsync(way, Differs(way.Found!, plan.Money.Total), token),
            MedusaAct.RefuseUnguarded => DeleteDraftAsync(
                way,
                MedusaRefusals.Misconfigured(MedusaSetup.Unguarded),
                token
            ),
            MedusaAct.Convert => ConvertAsync(way, token),
            MedusaAct.CreateCollection => CreateCollectionAsync(way, token),
            MedusaAct.Pay => PayAsync(way, collection!, token),
            MedusaAct.Leave => Task.FromResult(way.Ends(new PlatformAnswer.HalfMade(null))),
            _ => Task.FromResult(way.Ends(Finished(way, plan))),
        };

    private static PlatformAnswer Finished(Way way, Plan plan)
    {
        var order = way.Found!;
        return order.Ids is not { } ids ? Incomplete("an order without an id was answered")
            : way.HasWritten && order.Noted(MedusaMetadata.Hash) == plan.Hash ? new PlatformAnswer.Made(ids)
            : new PlatformAnswer.Existed(ids);
    }

    private async Task<Way> CreateDraftAsync(Way way, Plan plan, CancellationToken token)
    {
        if (await RegionProblemAsync(plan, token) is { } problem)
        {
            return way.Ends(problem);
        }

        var (variants, unknown) = await VariantsAsync(MedusaOrderMapper.Lines(plan.Outgoing.Order), token);
        if (unknown is not null)
        {
            return way.Ends(unknown);
        }

        var (customer, failure) = await CustomerAsync(plan.Outgoing.Order, token);
        if (failure is not null)
        {
            return way.Ends(failure);
        }

        var order = MedusaOrderMapper.ForRest(plan.Outgoing, plan.Money, options, plan.Currency, variants, customer);
        var call = await api.CreateDraftAsync(order, token);
        return MedusaRefusals.IsTaken(call.Outcome) ? way.Ends(new PlatformAnswer.Taken())
            : call.Failure is { } refused ? way.Ends(refused)
            : call.Value!.DraftOrder is { Id: not null } draft ? way with { Found = draft, HasWritten = true }
            : way.Ends(call.Outcome.Malformed("a draft order with an id was expected"));
    }

    // Medusa answers an unknown region with a 500, and would add taxes of its own where it has been told to.
    private async Task<CallFailure?> RegionProblemAsync(Plan plan, CancellationToken token)
    {
        var call = await api.RegionAsync(plan.Currency.Region, token);
        return call.Failure is { } failure && !call.IsNotFound ? failure
            : MedusaSetup.ProblemOfRegion(plan.Currency.Region, plan.Outgoing.Order.Currency.Value!, call.Value?.Region)
                is { } problem
                ? MedusaRefusals.Misconfigured(problem)
            : null;
    }

    // By the variant's id, else by its SKU; a line that has neither is one without a variant.
    private async Task<(IReadOnlyList<MedusaVariant?> Variants, CallFailure? Failure)> VariantsAsync(
        IReadOnlyList<PlatformLine> lines,
        CancellationToken token
    )
    {
        var (byId, failure) = await LookAsync("id", lines.Select(line => line.VariantId), one => one.Id, token);
        if (failure is not null)
        {
            return ([], failure);
        }

        var others = lines.Where(line => line.VariantId is null || !byId.ContainsKey(line.VariantId));
        var (bySku, another) = await LookAsync("sku", others.Select(line => line.Sku), one => one.Sku, token);
        if (another is not null)
        {
            return ([], another);
        }

        MedusaVariant?[] found =
        [
            .. lines.Select(line =>
                byId.GetValueOrDefault(line.VariantId ?? "") ?? bySku.GetValueOrDefault(line.Sku ?? "")
            ),
        ];
        var missing = lines
            .Where((line, i) => found[i] is null && (line.VariantId ?? line.Sku) is not null)
            .Select(line => $"No variant has the id {line.VariantId ?? "(none)"} or the SKU {line.Sku ?? "(none)"}.")
            .FirstOrDefault();
        return missing is null ? (found, null) : ([], MedusaRefusals.OfOrder(PlatformReason.UnknownVariant, missing));
    }

    private async Task<(Dictionary<string, MedusaVariant> Variants, CallFailure? Failure)> LookAsync(
        string by,
        IEnumerable<string?> values,
        Func<MedusaVariant, string?> key,
        CancellationToken token
    )
    {
        var found = new Dictionary<string, MedusaVariant>(StringComparer.Ordinal);
        foreach (var some in values.OfType<string>().Distinct(StringComparer.Ordinal).Chunk(MostAtOnce))
        {
            var call = await api.VariantsAsync(by, some, token);
            if (call.Failure is { } failure)
            {
                return (found, failure);
            }

            foreach (var variant in (call.Value!.Variants ?? []).OfType<MedusaVariant>())
            {
                found[key(variant) ?? ""] = variant;
            }
        }

        return (found, null);
    }

    /// <summary>Ids in the address of one look-up.</summary>
    private const int MostAtOnce = 50;

    // A registered customer before a guest. Medusa would make one by itself, but without a name.
    private async Task<(string? Id, CallFailure? Failure)> CustomerAsync(PlatformOrder order, CancellationToken token)
    {
        var email = order.Email.Value ?? order.Customer.Email.Value;
        if (email is null || MedusaOrderMapper.Names(order) is not { } names)
        {
            return (null, null);
        }

        var known = await api.CustomersAsync(email, token);
        if (known.Failure is { } failure)
        {
            return (null, failure);
        }

        List<MedusaCustomer> customers = [.. (known.Value!.Customers ?? []).OfType<MedusaCustomer>()];
        if ((customers.Find(one => one.HasAccount) ?? customers.FirstOrDefault()) is { } customer)
        {
            return (customer.Id, null);
        }

        // One whom another order has made meanwhile is found by the draft itself, as one is where this is refused.
        var made = await api.CreateCustomerAsync(
            new MedusaNewCustomer(email.ToLowerInvariant(), names.FirstName, names.LastName, names.Phone),
            token
        );
        return made.Failure is { Kind: not CallFailureKind.Permanent } uncertain
            ? (null, uncertain)
            : (made.Value?.Customer?.Id, null);
    }

    private async Task<Way> DeleteDraftAsync(Way way, CallFailure? reason, CancellationToken token)
    {
        var call = await api.DeleteDraftAsync(way.Found!.Id!, token);
        var isGone = call.Failure is null || call.IsNotFound;
        return !isGone ? way.Ends(call.Failure!)
            : reason is not null ? way.Ends(reason)
            : way with { Found = null };
    }

    private async Task<Way> ConvertAsync(Way way, CancellationToken token)
    {
        var call = await api.ConvertAsync(way.Found!.Id!, token);
        return MedusaRefusals.IsConverted(call.Outcome) || call.IsNotFound ? await LookAgainAsync(way, token)
            : call.Failure is { } failure ? way.Ends(failure)
            : call.Value!.Order is { Id: not null } order ? way with { Found = order, HasWritten = true }
            : way.Ends(call.Outcome.Malformed("an order with an id was expected"));
    }

    private async Task<Way> CreateCollectionAsync(Way way, CancellationToken token)
    {
        var call = await api.CreateCollectionAsync(way.Found!.Id!, way.Found.Total!.Value, token);
        return call.Failure is { } failure ? way.Ends(Begun(failure))
            : call.Value!.PaymentCollection?.Id is { } id
                ? await LookAgainAsync(way with { OwnCollection = id, HasWritten = true }, token)
            : way.Ends(call.Outcome.Malformed("a payment collection with an id was expected"));
    }

    private async Task<Way> PayAsync(Way way, string collection, CancellationToken token)
    {
        var call = await api.PayAsync(collection, way.Found!.Id!, token);
        return call.Failure is { } failure
            ? way.Ends(Begun(failure))
            : await LookAgainAsync(way with { HasWritten = true }, token);
    }

    private async Task<Way> LookAgainAsync(Way way, CancellationToken token)
    {
        var call = await api.OrderAsync(way.Found!.Id!, token);
        return call.IsNotFound ? way with { Found = null }
            : call.Failure is { } failure ? way.Ends(Begun(failure))
            : way with { Found = call.Value!.Order };
    }

    // The order is placed and not paid, so that a refusal is no end: the next attempt looks, and goes on.
    private static CallFailure Begun(CallFailure failure) =>
        failure.Kind is CallFailureKind.Permanent
            ? failure with
            {
                Kind = CallFailureKind.Ambiguous,
                Reason = PlatformReason.OrderIncomplete,
            }
            : failure;

    private static PlatformAnswer.Failed Incomplete(string detail) =>
        new(new CallFailure(CallFailureKind.Ambiguous, PlatformReason.OrderIncomplete, Detail: detail));

    private static CallFailure Differs(MedusaOrder draft, decimal total) =>
        MedusaRefusals.OfOrder(
            PlatformReason.TotalDiffers,
            FormattableString.Invariant($"The order would come to {draft.Total} and not to {total}.")
        );
}
