using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Control;
using RechargeSync.MockPlatform.Dispatch;
using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.Recharge.Writing;
using RechargeSync.MockPlatform.State;

namespace RechargeSync.MockPlatform.Recharge.Webhooks;

/// <summary>
/// <c>/recharge/webhooks</c>: registration. Identical copies are accepted, as by Recharge, and both deliver.
/// </summary>
internal static class WebhookEndpoints
{
    private static readonly Uri Nowhere = new("http://localhost/");

    public static void MapWebhooks(this RouteGroupBuilder recharge)
    {
        recharge.MapGet("/webhooks", List);
        recharge.MapPost("/webhooks", CreateAsync);
        recharge.MapGet(
            "/webhooks/{id:long}",
            (RechargeCall call, long id, MockState state) =>
                Find(state, call, id) is { } subscription
                    ? One(StatusCodes.Status200OK, subscription)
                    : RechargeErrors.NotFound()
        );
        recharge.MapPut("/webhooks/{id:long}", UpdateAsync);
        recharge.MapDelete(
            "/webhooks/{id:long}",
            (RechargeCall call, long id, MockState state) =>
                state.Use(world => world.Of(call.Store).Webhooks.Remove(id))
                    ? TypedResults.NoContent()
                    : RechargeErrors.NotFound()
        );
        recharge.MapPost("/webhooks/{id:long}/test", Test);
    }

    private static RawJson List(RechargeCall call, MockState state)
    {
        var subscriptions = state.Use(world =>
            world.Of(call.Store).Webhooks.Values.OrderByDescending(s => s.Id).ToList()
        );
        return new RawJson(
            StatusCodes.Status200OK,
            JsonBytes.From(new JsonObject { ["webhooks"] = new JsonArray([.. subscriptions.Select(Render)]) })
        );
    }

    private static async Task<IResult> CreateAsync(
        RechargeCall call,
        HttpRequest request,
        MockState state,
        IdSource ids,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return refusal!;
        }

        var errors = new JsonObject();
        WebhookRules.RequireAll(body, errors);
        var subscription = WebhookRules.Apply(
            new WebhookSubscription(ids.NextRecharge(), "", Nowhere, Version: null, []),
            body,
            errors
        );
        return Store(call, subscription, errors, state, StatusCodes.Status201Created);
    }

    private static async Task<IResult> UpdateAsync(
        RechargeCall call,
        long id,
        HttpRequest request,
        MockState state,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return refusal!;
        }

        if (Find(state, call, id) is not { } current)
        {
            return RechargeErrors.NotFound();
        }

        var errors = new JsonObject();
        return Store(call, WebhookRules.Apply(current, body, errors), errors, state, StatusCodes.Status200OK);
    }

    private static IResult Store(
        RechargeCall call,
        WebhookSubscription subscription,
        JsonObject errors,
        MockState state,
        int status
    )
    {
        if (errors.Count > 0)
        {
            return RechargeErrors.Invalid(errors);
        }

        var stored = state.Use(world =>
        {
            var webhooks = world.Of(call.Store).Webhooks;
            var others = webhooks.Values.Count(s =>
                s.Id != subscription.Id && string.Equals(s.Topic, subscription.Topic, StringComparison.Ordinal)
            );
            if (others >= WebhookRules.MostPerTopic)
            {
                return false;
            }

            webhooks[subscription.Id] = subscription;
            return true;
        });
        return stored
            ? One(status, subscription)
            : RechargeErrors.Invalid("topic", "A token may have 10 webhooks of one topic.");
    }

    private static IResult Test(
        RechargeCall call,
        long id,
        MockState state,
        TestEvents tests,
        WebhookDispatcher dispatcher
    )
    {
        if (Find(state, call, id) is not { } subscription)
        {
            return RechargeErrors.NotFound();
        }

        if (tests.For(call.Store, subscription.Topic) is not { } test)
        {
            return RechargeErrors.Invalid("topic", "There is nothing of this kind to send yet.");
        }

        dispatcher.Fire(test, [subscription]);
        return new RawJson(StatusCodes.Status200OK, JsonBytes.From(new JsonObject()));
    }

    private static WebhookSubscription? Find(MockState state, RechargeCall call, long id) =>
        state.Use(world => world.Of(call.Store).Webhooks.GetValueOrDefault(id));

    private static RawJson One(int status, WebhookSubscription subscription) =>
        new(status, JsonBytes.From(new JsonObject { ["webhook"] = Render(subscription) }));

    private static JsonObject Render(WebhookSubscription subscription) =>
        new()
        {
            ["id"] = subscription.Id,
            ["address"] = subscription.Address.OriginalString,
            ["topic"] = subscription.Topic,
            ["included_objects"] = new JsonArray([.. subscription.IncludedObjects.Select(name => (JsonNode)name)]),
            ["version"] = subscription.Version?.ToText(),
        };
}
