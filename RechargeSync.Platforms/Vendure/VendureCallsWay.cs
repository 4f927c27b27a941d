using System.Globalization;
using System.Text.Json.Nodes;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Vendure;

/// <summary>
/// By Vendure's own mutations: look, make an empty draft, fill and price it, pay. A draft that is found half made is
/// thrown away and made anew; what waits for its payment is paid for, after a look at its total. Two payments at once
/// would both succeed at Vendure, so of two who try at once neither may know of the other's order as its own: that is
/// the order's lease, and the settle time.
/// </summary>
internal sealed class VendureCallsWay(VendureClient client, VendureOptions options, TimeProvider clock) : IVendureWay
{
    private const string Promotions = """
        {
          promotions(options: { filter: { enabled: { eq: true } }, take: 1000 }) {
            items { name couponCode startsAt endsAt conditions { code } }
          }
        }
        """;

    private const string Customers = """
        query($email: String!) {
          customers(options: { filter: { emailAddress: { eq: $email } }, take: 1 }) { items { id } }
        }
        """;

    private const string MakeCustomer = """
        mutation($input: CreateCustomerInput!) {
          made: createCustomer(input: $input) { ... on Customer { id } ... on ErrorResult { errorCode message } }
        }
        """;

    private const string Cart =
        "query($id: ID!) { cart: order(id: $id) { id state active currencyCode lines { id } } }";

    private const string CartByCode = """
        query($code: String!) {
          carts: orders(options: { filter: { code: { eq: $code } }, take: 1 }) {
            items { id state active currencyCode lines { id } }
          }
        }
        """;

    public async Task<PlatformAnswer> CreateAsync(
        PlatformOrder order,
        VendureSale sale,
        VendureShop shop,
        CancellationToken cancellationToken
    )
    {
        var look = await client.SendAsync(
            VendureDraft.Look(order, sale, shop, options.ShippingMethod),
            cancellationToken
        );
        if (look.Failure is { } unseen)
        {
            return new PlatformAnswer.Failed(unseen);
        }

        var found = look.Data.EachAt("orders", "items") is [var item, ..] ? VendureFound.Read(item) : null;
        switch (VendureRecovery.Next(found))
        {
            case VendureStep.Done:
                return new PlatformAnswer.Existed(found!.Ids);
            case VendureStep.Pay:
                return VendureDraft.DifferenceOf(found!, sale, look.Outcome) is { } difference
                    ? new PlatformAnswer.Failed(difference)
                    : await FinishAsync(found!, order, sale, cancellationToken);
            case VendureStep.Discard when await DeleteAsync(found!.Id, cancellationToken) is { } kept:
                return new PlatformAnswer.Failed(kept);
        }

        if (VendureFields.EmailOf(order) is null)
        {
            return new PlatformAnswer.Failed(VendureRefusal.NoEmail);
        }

        var (variants, refusal) = VendureCatalogue.Choose(
            [.. sale.Lines.Select(line => line.Line)],
            VendureVariant.ReadEach(look.Data.EachAt("productVariants", "items"))
        );
        if ((refusal ?? Countries(order, look)) is { } refused)
        {
            return new PlatformAnswer.Failed(refused);
        }

        if (look.Data.EachAt("shippingMethods", "items") is not [var method, ..])
        {
            return new PlatformAnswer.Failed(
                look.Outcome.Judged(
                    CallFailureKind.Configuration,
                    PlatformReason.Configuration,
                    $"the channel has no shipping method '{options.ShippingMethod}'"
                )
            );
        }

        var customer = look.Data.EachAt("customers", "items") is [var known, ..] ? known.TextAt("id") : null;
        return await MakeAsync(order, sale, variants, customer, method.TextAt("id")!, cancellationToken);
    }

    private async Task<PlatformAnswer> MakeAsync(
        PlatformOrder order,
        VendureSale sale,
        IReadOnlyList<string> variants,
        string? customer,
        string method,
        CancellationToken cancellationToken
    )
    {
        var draft = await client.SendAsync(
            new VendureCall(VendureDraft.Create, null, sale.Currency),
            cancellationToken
        );
        if (draft.Failure is { } unmade)
        {
            return new PlatformAnswer.Failed(unmade);
        }

        if (VendureFound.Read(draft.Data.At("draft")) is not { } made)
        {
            return new PlatformAnswer.Failed(draft.Outcome.Malformed("a draft was expected"));
        }

        var fill = VendureDraft.Fill(made.Id, order, sale, variants, customer, method);
        var filled = await client.SendAsync(fill, cancellationToken);
        var priced = VendureFound.Read(filled.Data.At("priced"));
        var failure =
            VendureDraft.FailureOf(filled)
            ?? (
                priced is null
                    ? filled.Outcome.Malformed("a priced draft was expected")
                    : VendureDraft.DifferenceOf(priced, sale, filled.Outcome)
            );
        if (filled.IsDuplicate)
        {
            // Somebody else was quicker; what we hold has no reference.
            await DeleteAsync(made.Id, cancellationToken);
            return new PlatformAnswer.Taken();
        }

        if (failure is null)
        {
            return await PayAsync(VendureDraft.Pay, priced!, order, sale, cancellationToken);
        }

        // Of an answer that is not known the draft is found by its reference, if it has got one.
        if (failure.Kind != CallFailureKind.Ambiguous)
        {
            await DeleteAsync(made.Id, cancellationToken);
        }

        return new PlatformAnswer.Failed(failure);
    }

    public async Task<PlatformAnswer> UpdateAsync(
        PlatformOrder order,
        long version,
        VendureStanding standing,
        CancellationToken cancellationToken
    )
    {
        if (standing.LineChanges(order).Count > 0)
        {
            return new PlatformAnswer.NotCarried(
                ["lines"],
                "only the plugin of samples/vendure can change what is kept of a line"
            );
        }

        var addresses = standing.AddressChanges(order);
        if (addresses.Count > 0)
        {
            var running = await client.SendAsync(new VendureCall(Promotions), cancellationToken);
            if (running.Failure is { } unseen)
            {
                return new PlatformAnswer.Failed(unseen);
            }

            if (VendurePromotions.Running(running.Data, clock.GetUtcNow()) is [var promotion, ..])
            {
                return new PlatformAnswer.NotCarried(
                    [.. addresses.Select(change => change.Name)],
                    "without the plugin of samples/vendure the shop would price the paid order anew, "
                        + $"by the promotion '{promotion}'"
                );
            }
        }

        var (customer, failure) = await CustomerAsync(order, standing, cancellationToken);
        if (failure is not null)
        {
            return new PlatformAnswer.Failed(failure);
        }

        var call = VendureChange.Of(order, standing, addresses, customer);
        var answer = await client.SendAsync(call, cancellationToken);
        if (answer.IsNotFound)
        {
            return new PlatformAnswer.NotFound();
        }

        if (VendureDraft.FailureOf(answer) is { } refused)
        {
            return new PlatformAnswer.Failed(refused);
        }

        return VendureChange.Repriced(answer.Data, standing) is { } repriced
            ? new PlatformAnswer.Failed(
                answer.Outcome.Judged(CallFailureKind.Permanent, PlatformReason.TotalDiffers, repriced)
            )
            : new PlatformAnswer.Existed(standing.Found.Ids);
    }

    public async Task<CallFailure?> ClearCartAsync(
        string cart,
        bool isId,
        string? currency,
        CancellationToken cancellationToken
    )
    {
        var look = await client.SendAsync(
            isId
                ? new VendureCall(Cart, new JsonObject { ["id"] = cart })
                : new VendureCall(CartByCode, new JsonObject { ["code"] = cart }),
            cancellationToken
        );
        var order =
            isId ? look.Data.At("cart")
            : look.Data.EachAt("carts", "items") is [var first, ..] ? first
            : default;
        if (look.Failure is { } failure || !order.IsTrueAt("active"))
        {
            return look.Failure;
        }

        var steps = new VendureDraft.Steps(order.TextAt("id") ?? "");
        if (order.TextAt("state") == "ArrangingPayment")
        {
            steps.Add(
                "open",
                """transitionOrderToState(id: $id, state: "AddingItems") """
                    + "{ __typename ... on OrderStateTransitionError { errorCode message } }"
            );
        }

        var i = 0;
        foreach (var line in order.EachAt("lines"))
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"line{i++}");
            steps.Add(
                name,
                $"removeDraftOrderLine(orderId: $id, orderLineId: ${name}) {VendureDraft.Judged}",
                "ID!",
                line.TextAt("id")
            );
        }

        return order.EachAt("lines").Count == 0
            ? null
            : VendureDraft.FailureOf(
                await client.SendAsync(steps.Call(order.TextAt("currencyCode") ?? currency), cancellationToken)
            );
    }

    /// <summary>Takes a draft away; null where it is gone.</summary>
    public async Task<CallFailure?> DeleteAsync(string id, CancellationToken cancellationToken)
    {
        var call = new VendureCall(VendureDraft.Delete, new JsonObject { ["id"] = id });
        var answer = await client.SendAsync(call, cancellationToken);
        return answer.IsNotFound ? null
            : answer.Failure is { } failure ? failure
            : answer.Data.TextAt("deleteDraftOrder", "result") == VendureDraft.Deleted ? null
            : answer.Outcome.Judged(
                CallFailureKind.Ambiguous,
                PlatformReason.OrderIncomplete,
                $"a draft could not be deleted: {answer.Data.TextAt("deleteDraftOrder", "message")}"
            );
    }

    // It comes to the same total; of all else that it was filled with nobody knows.
    private async Task<PlatformAnswer> FinishAsync(
        VendureFound found,
        PlatformOrder order,
        VendureSale sale,
        CancellationToken cancellationToken
    ) =>
        await PayAsync(VendureDraft.PayOnly, found, order, sale, cancellationToken) is var paid
        && paid is PlatformAnswer.Made
            ? new PlatformAnswer.Existed(found.Ids)
            : paid;

    private async Task<PlatformAnswer> PayAsync(
        string mutation,
        VendureFound priced,
        PlatformOrder order,
        VendureSale sale,
        CancellationToken cancellationToken
    )
    {
        var variables = new JsonObject
        {
            ["id"] = priced.Id,
            ["method"] = options.PaymentMethod,
            ["transaction"] = order.Payment.TransactionId.Value,
        };
        var answer = await client.SendAsync(new VendureCall(mutation, variables, sale.Currency), cancellationToken);
        if (answer.Failure is { } unpaid)
        {
            return new PlatformAnswer.Failed(Incomplete(answer, unpaid));
        }

        var ready = answer.Data.At("ready");
        if (ready.IsThere() && VendureVerdict.OfResult(answer.Outcome, ready) is { } notReady)
        {
            // It has stayed a draft, and nothing of it may hold the reference.
            return new PlatformAnswer.Failed(await DeleteAsync(priced.Id, cancellationToken) ?? notReady);
        }

        return VendureVerdict.OfResult(answer.Outcome, answer.Data.At("paid")) is { } refused
                ? new PlatformAnswer.Failed(Incomplete(answer, refused))
            : VendureRecovery.Next(VendureFound.Read(answer.Data.At("paid"))) == VendureStep.Done
                ? new PlatformAnswer.Made(priced.Ids)
            : new PlatformAnswer.HalfMade(priced.Id);
    }

    // It is there, under its reference: whatever kept it from being paid, the next attempt has to look first.
    private static CallFailure Incomplete(VendureAnswer answer, CallFailure failure) =>
        failure.Kind == CallFailureKind.Ambiguous
            ? failure
            : answer.Outcome.Judged(
                CallFailureKind.Ambiguous,
                PlatformReason.OrderIncomplete,
                failure.Detail ?? failure.Reason
            );

    private static CallFailure? Countries(PlatformOrder order, VendureAnswer look)
    {
        var served = look.Data.EachAt("countries", "items").Select(country => country.TextAt("code")).ToList();
        var missing = new[] { order.ShippingAddress.Value, order.BillingAddress.Value }
            .Select(address => address?.Country?.ToUpperInvariant())
            .FirstOrDefault(country =>
                !string.IsNullOrEmpty(country) && !served.Contains(country, StringComparer.Ordinal)
            );
        return missing is null
            ? null
            : VendureRefusal.Of(PlatformReason.CountryNotServed, $"the shop has no country '{missing}'");
    }

    // Null where the customer stays who he is.
    private async Task<(string? Id, CallFailure? Failure)> CustomerAsync(
        PlatformOrder order,
        VendureStanding standing,
        CancellationToken cancellationToken
    )
    {
        if (VendureFields.EmailOf(order) is not { } email || email == standing.Email)
        {
            return (null, null);
        }

        var found = await client.SendAsync(
            new VendureCall(Customers, new JsonObject { ["email"] = email }),
            cancellationToken
        );
        if (found.Failure is { } failure)
        {
            return (null, failure);
        }

        if (found.Data.EachAt("customers", "items") is [var known, ..])
        {
            return (known.TextAt("id"), null);
        }

        var made = await client.SendAsync(
            new VendureCall(MakeCustomer, new JsonObject { ["input"] = VendureFields.Customer(order) }),
            cancellationToken
        );
        return (made.Data.TextAt("made", "id"), VendureDraft.FailureOf(made));
    }
}
