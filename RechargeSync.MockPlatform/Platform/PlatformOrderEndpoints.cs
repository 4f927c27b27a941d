using System.Text.Json;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.State;

namespace RechargeSync.MockPlatform.Platform;

/// <summary><c>/platform/orders</c>.</summary>
internal static class PlatformOrderEndpoints
{
    public static void MapPlatformOrders(this RouteGroupBuilder platform)
    {
        platform.MapPost("/orders", CreateAsync);
        platform.MapGet("/orders", Find);
        platform.MapGet(
            "/orders/{id}",
            (string id, MockState state) =>
                state.Use(world => world.Platform.ById(id)) is { } order
                    ? Answer(StatusCodes.Status200OK, order, withBody: true)
                    : Unknown(id)
        );
        platform.MapPatch("/orders/{id}", UpdateAsync);
    }

    private static async Task<IResult> CreateAsync(
        HttpRequest request,
        MockState state,
        IdSource ids,
        VirtualClock clock,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await PlatformBody.ReadAsync(request, cancellationToken);
        if (body is not { } order)
        {
            return refusal!;
        }

        var reference = PlatformOrderRules.ReferenceOf(order);
        if (reference is not null)
        {
            state.Use(world => world.Platform.CountCreateCall(reference));
        }

        var key = request.Headers["Idempotency-Key"].ToString();
        var errors = PlatformOrderRules.Check(order, withReference: true);
        if (key.Length == 0)
        {
            errors["Idempotency-Key"] = ["The header is required."];
        }

        if (errors.Count > 0 || reference is null)
        {
            return PlatformProblems.Invalid(errors);
        }

        var bytes = JsonBytes.Write(order.WriteTo);
        return state.Use(world => Create(world.Platform, reference, key, bytes, ids, clock));
    }

    private static IResult Create(
        PlatformData platform,
        string reference,
        string key,
        byte[] body,
        IdSource ids,
        VirtualClock clock
    )
    {
        if (platform.ByKey(key) is { } earlier)
        {
            return PlatformBody.Same(earlier.CreateBody, body)
                ? Answer(StatusCodes.Status200OK, earlier)
                : PlatformProblems.Of(
                    StatusCodes.Status422UnprocessableEntity,
                    "The Idempotency-Key was used with another body."
                );
        }

        if (platform.ByReference(reference) is not null)
        {
            return PlatformProblems.Of(
                StatusCodes.Status409Conflict,
                "The reference is taken.",
                "Another order has it; look it up with GET /platform/orders?reference=."
            );
        }

        return Answer(
            StatusCodes.Status201Created,
            platform.Create(ids.NextPlatform(), reference, key, body, clock.Now)
        );
    }

    private static IResult Find(string? reference, MockState state)
    {
        if (string.IsNullOrEmpty(reference))
        {
            return PlatformProblems.Of(
                StatusCodes.Status400BadRequest,
                "Say which order.",
                "The query parameter reference is required."
            );
        }

        var order = state.Use(world => world.Platform.ByReference(reference));
        return new RawJson(
            StatusCodes.Status200OK,
            JsonBytes.Write(writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartArray("orders");
                if (order is not null)
                {
                    Write(writer, order, withBody: false);
                }

                writer.WriteEndArray();
                writer.WriteEndObject();
            })
        );
    }

    private static async Task<IResult> UpdateAsync(
        string id,
        HttpRequest request,
        MockState state,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await PlatformBody.ReadAsync(request, cancellationToken);
        if (body is not { } change)
        {
            return refusal!;
        }

        var errors = PlatformOrderRules.Check(change, withReference: false);
        if (errors.Count > 0)
        {
            return PlatformProblems.Invalid(errors);
        }

        return state.Use(world =>
        {
            if (world.Platform.ById(id) is not { } order)
            {
                return Unknown(id);
            }

            var updated = order with { Body = PlatformBody.Merge(order.Body, change), Updates = order.Updates + 1 };
            world.Platform.Replace(updated);
            return Answer(StatusCodes.Status200OK, updated);
        });
    }

    private static IResult Unknown(string id) =>
        PlatformProblems.Of(StatusCodes.Status404NotFound, "There is no such order.", $"No order has the id {id}.");

    private static RawJson Answer(int status, PlatformOrder order, bool withBody = false) =>
        new(status, JsonBytes.Write(writer => Write(writer, order, withBody)));

    private static void Write(Utf8JsonWriter writer, PlatformOrder order, bool withBody)
    {
        writer.WriteStartObject();
        writer.WriteString("id", order.Id);
        writer.WriteString("number", order.Number);
        writer.WriteString("reference", order.Reference);
        writer.WriteString("createdAt", StoreTime.FormatUtc(order.CreatedAt));
        if (withBody)
        {
            writer.WriteNumber("updates", order.Updates);
            writer.WritePropertyName("order");
            writer.WriteRawValue(order.Body.Span, skipInputValidation: true);
        }

        writer.WriteEndObject();
    }
}
