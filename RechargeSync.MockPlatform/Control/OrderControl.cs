using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Dispatch;
using RechargeSync.MockPlatform.Platform;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Recharge.Shapes;
using RechargeSync.MockPlatform.Recharge.Webhooks;
using RechargeSync.MockPlatform.Recharge.Writing;
using RechargeSync.MockPlatform.State;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Control;

/// <summary>An order as a merchant sees and changes it in Recharge's own pages: no token, no bucket, no lock.</summary>
internal static class OrderControl
{
    private static readonly string[] Changeable =
    [
        "shippingAddress",
        "billingAddress",
        "note",
        "tags",
        "status",
        "scheduledAt",
        "orderAttributes",
        "lineItems",
    ];

    /// <summary><c>GET /control/orders/{id}</c>, in <c>?apiVersion=</c> or the store's own.</summary>
    public static IResult Get(long id, string? apiVersion, MockState state)
    {
        if (Find(state, id) is not { } found)
        {
            return Unknown(id);
        }

        return RecordAnswer.One(
            found.Order,
            ApiVersions.TryParse(apiVersion, out var version) ? version : found.Store.Version
        );
    }

    /// <summary>
    /// <c>POST /control/orders/{id}/update</c>: changes the order and fires <c>order/updated</c>. Names are those of
    /// 2021-11 in camel case; addresses are merged, lists replaced.
    /// </summary>
    public static Task<IResult> UpdateAsync(
        long id,
        HttpRequest request,
        MockState state,
        RecordWriter writer,
        WebhookDispatcher dispatcher,
        CancellationToken cancellationToken
    ) => ChangeAsync(id, request, state, writer, dispatcher, onlyQueued: false, cancellationToken);

    /// <summary><c>POST /control/orders/{id}/edit</c>: the same for an order that waits for its day.</summary>
    public static Task<IResult> EditAsync(
        long id,
        HttpRequest request,
        MockState state,
        RecordWriter writer,
        WebhookDispatcher dispatcher,
        CancellationToken cancellationToken
    ) => ChangeAsync(id, request, state, writer, dispatcher, onlyQueued: true, cancellationToken);

    public static IResult Unknown(long id) =>
        PlatformProblems.Of(
            StatusCodes.Status404NotFound,
            "There is no such order.",
            FormattableString.Invariant($"No order has the id {id}.")
        );

    private static async Task<IResult> ChangeAsync(
        long id,
        HttpRequest request,
        MockState state,
        RecordWriter writer,
        WebhookDispatcher dispatcher,
        bool onlyQueued,
        CancellationToken cancellationToken
    )
    {
        var (body, _) = await JsonBody.ReadAsync(request, cancellationToken);
        if (
            body is null
            || body.FirstOrDefault(m => !Changeable.Contains(m.Key, StringComparer.Ordinal)) is { Key: not null }
        )
        {
            return PlatformProblems.Of(
                StatusCodes.Status400BadRequest,
                "This cannot be changed.",
                $"The body must be an object with any of: {string.Join(", ", Changeable)}."
            );
        }

        if (Find(state, id) is not { } found)
        {
            return Unknown(id);
        }

        if (onlyQueued && !found.Order.Facts.IsQueued)
        {
            return PlatformProblems.NotPossible(
                $"Only a queued order can be edited; this one is {found.Order.Facts.Status}."
            );
        }

        var patch = (JsonObject)SnakeCase(body)!;
        foreach (var name in (string[])["shipping_address", "billing_address"])
        {
            if (patch[name] is { } address)
            {
                patch[name] = Addresses.ToNovember(address);
            }
        }

        var errors = PatchRules.Check(RecordKind.Order, patch, new RechargeCall(found.Store, ApiVersion.November2021));
        if (errors.Count > 0)
        {
            return PlatformProblems.Of(
                StatusCodes.Status400BadRequest,
                "This cannot be changed.",
                errors.ToJsonString()
            );
        }

        if (writer.Write(found.Store, RecordKind.Order, id, patch, ApiVersion.November2021) is not { } written)
        {
            return Unknown(id);
        }

        dispatcher.Fire(new RechargeEvent(found.Store, Topics.OrderUpdated, written));
        return RecordAnswer.One(written, found.Store.Version);
    }

    private static (Store Store, RechargeRecord Order)? Find(MockState state, long id) =>
        state.Use(world => world.OrderById(id)) is var (data, order) ? (data.Store, order) : null;

    private static JsonNode? SnakeCase(JsonNode? node) =>
        node switch
        {
            JsonObject o => new JsonObject(
                o.Select(m =>
                    KeyValuePair.Create(JsonNamingPolicy.SnakeCaseLower.ConvertName(m.Key), SnakeCase(m.Value))
                )
            ),
            JsonArray a => new JsonArray([.. a.Select(SnakeCase)]),
            _ => node?.DeepClone(),
        };
}
