using System.Text.Json.Nodes;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Vendure;

/// <summary>
/// By the mutations of samples/vendure: each order is one call and one transaction there, which finds an order of the
/// same reference by itself, refuses another total, and is safe however many send it at once.
/// </summary>
internal sealed class VendurePluginWay(VendureClient client, VendureOptions options, VendureCallsWay calls)
    : IVendureWay
{
    private const string Result =
        "{ created newerVersion refusal { reason detail } order { id code state totalWithTax currencyCode } }";

    private const string Import =
        "mutation($input: ExternalOrderInput!) { result: importExternalOrder(input: $input) " + Result + " }";

    private const string Change =
        "mutation($input: ExternalUpdateInput!) { result: updateExternalOrder(input: $input) " + Result + " }";

    private const string Clear = "mutation($id: ID, $code: String) { result: clearExternalCart(id: $id, code: $code) }";

    public async Task<PlatformAnswer> CreateAsync(
        PlatformOrder order,
        VendureSale sale,
        VendureShop shop,
        CancellationToken cancellationToken
    )
    {
        if (VendureFields.Customer(order) is not { } customer)
        {
            return new PlatformAnswer.Failed(VendureRefusal.NoEmail);
        }

        var input = new JsonObject
        {
            ["reference"] = order.Reference,
            ["customFields"] = VendureFields.OfNew(order, sale),
            ["lines"] = new JsonArray([.. sale.Lines.Select(Line)]),
            ["customer"] = customer,
            ["shippingAddress"] = VendureFields.Address(order.ShippingAddress.Value),
            ["billingAddress"] = VendureFields.Address(order.BillingAddress.Value),
            ["shippingMethodCode"] = options.ShippingMethod,
            ["paymentMethod"] = options.PaymentMethod,
            ["transactionId"] = order.Payment.TransactionId.Value,
            ["expectedTotalWithTax"] = sale.Total,
        };
        var answer = await SendAsync(Import, input, sale.Currency, cancellationToken);
        if (answer.IsDuplicate)
        {
            return new PlatformAnswer.Taken();
        }

        if (Judge(answer) is { } failure)
        {
            return new PlatformAnswer.Failed(failure);
        }

        var found = VendureFound.Read(answer.Data.At("result", "order"));
        return found is null
                ? new PlatformAnswer.Failed(answer.Outcome.Malformed("an order with id, code and state was expected"))
            : answer.Data.IsTrueAt("result", "created") ? new PlatformAnswer.Made(found.Ids)
            // Left behind by the other way, before the shop had the plugin.
            : VendureRecovery.Next(found) != VendureStep.Done
                ? await calls.CreateAsync(order, sale, shop, cancellationToken)
            : new PlatformAnswer.Existed(found.Ids);
    }

    public async Task<PlatformAnswer> UpdateAsync(
        PlatformOrder order,
        long version,
        VendureStanding standing,
        CancellationToken cancellationToken
    )
    {
        var input = new JsonObject
        {
            ["id"] = standing.Found.Id,
            ["version"] = (int)Math.Min(version, int.MaxValue),
            ["customFields"] = VendureFields.OfChange(order, standing.Data),
        };
        if (VendureFields.Customer(order) is { } customer && VendureFields.EmailOf(order) != standing.Email)
        {
            input["customer"] = customer;
        }

        foreach (var (name, address) in standing.AddressChanges(order))
        {
            input[name] = address;
        }

        var lines = standing.LineChanges(order);
        if (lines.Count > 0)
        {
            input["lines"] = new JsonArray([
                .. lines.Select(line => new JsonObject
                {
                    ["externalLineId"] = line.Key,
                    [VendureFields.Data] = line.Value,
                }),
            ]);
        }

        var answer = await SendAsync(Change, input, standing.Found.Currency, cancellationToken);
        return Judge(answer) is { } failure ? new PlatformAnswer.Failed(failure)
            : answer.Data.WholeAt("result", "newerVersion") is { } newer ? new PlatformAnswer.Outdated(newer)
            : VendureFound.Read(answer.Data.At("result", "order")) is { } found ? new PlatformAnswer.Existed(found.Ids)
            : new PlatformAnswer.NotFound();
    }

    public async Task<CallFailure?> ClearCartAsync(
        string cart,
        bool isId,
        string? currency,
        CancellationToken cancellationToken
    )
    {
        var call = new VendureCall(Clear, new JsonObject { [isId ? "id" : "code"] = cart }, currency);
        return (await client.SendAsync(call, cancellationToken)).Failure;
    }

    private Task<VendureAnswer> SendAsync(
        string mutation,
        JsonObject input,
        string currency,
        CancellationToken cancellationToken
    ) => client.SendAsync(new VendureCall(mutation, new JsonObject { ["input"] = input }, currency), cancellationToken);

    private static CallFailure? Judge(VendureAnswer answer) =>
        answer.Failure
        ?? (
            answer.Data.TextAt("result", "refusal", "reason") is { } reason
                ? VendureVerdict.Refused(
                    answer.Outcome,
                    reason,
                    answer.Data.TextAt("result", "refusal", "detail") ?? ""
                )
                : null
        );

    private static JsonNode Line(VendureSaleLine line) =>
        new JsonObject
        {
            ["variantId"] = line.Line.VariantId,
            ["sku"] = line.Line.Sku,
            ["quantity"] = line.Line.Quantity,
            ["customFields"] = VendureFields.Of(line),
        };
}
