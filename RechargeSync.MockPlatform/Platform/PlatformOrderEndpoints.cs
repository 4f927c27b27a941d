using System.Globalization;
using RechargeSync.MockPlatform.Faults;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.State;

namespace RechargeSync.MockPlatform.Platform;

/// <summary><c>/platform/orders</c>.</summary>
internal static class PlatformOrderEndpoints
{
    private const string VersionHeader = "Order-Version";

    public static void MapPlatformOrders(this RouteGroupBuilder platform)
    {
        platform.MapPost("/orders", CreateAsync);
        platform.MapGet("/orders", Find);
        platform.MapGet(
            "/orders/{id}",
            (string id, MockState state) =>
                state.Use(world => world.Platform.ById(id)) is { } order
                    ? PlatformAnswer.Whole(order)
                    : PlatformAnswer.Unknown(id)
        );
        platform.MapPatch("/orders/{id}", UpdateAsync);
        platform.MapPost("/orders/{id}/cancel", OrderFateEndpoints.CancelAsync);
        platform.MapPost("/orders/{id}/refunds", OrderFateEndpoints.RefundAsync);
    }

    private static async Task<IResult> CreateAsync(
        HttpRequest request,
        MockState state,
        IdSource ids,
        VirtualClock clock,
        FaultDials faults,
        TimeProvider time,
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
        var status = PlatformBody.Text(order, "status");
        if (faults.Current.Platform.LateCreateMs is > 0 and var late)
        {
            // Nobody can call it off any more.
            await Task.Delay(TimeSpan.FromMilliseconds(late), time, CancellationToken.None);
            return state.Use(world => Add(world.Platform, reference, key, bytes, status, ids, clock));
        }

        return state.Use(world => Create(world.Platform, reference, key, bytes, status, ids, clock));
    }

    private static IResult Create(
        PlatformData platform,
        string reference,
        string key,
        byte[] body,
        string? status,
        IdSource ids,
        VirtualClock clock
    )
    {
        if (platform.ByKey(key) is { } earlier)
        {
            return PlatformBody.Same(earlier.CreateBody, body)
                ? PlatformAnswer.Of(StatusCodes.Status200OK, earlier)
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

        return Add(platform, reference, key, body, status, ids, clock);
    }

    private static RawJson Add(
        PlatformData platform,
        string reference,
        string key,
        byte[] body,
        string? status,
        IdSource ids,
        VirtualClock clock
    )
    {
        var now = clock.Now;
        var order = new PlatformOrder
        {
            Id = ids.NextPlatform(),
            Number = platform.NextNumber,
            Reference = reference,
            Key = key,
            CreateBody = body,
            Body = body,
            CreatedAt = now,
        };
        platform.Add(OrderFate.Told(order, status, now));
        return PlatformAnswer.Of(StatusCodes.Status201Created, order);
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
                    PlatformAnswer.Write(writer, order);
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
        VirtualClock clock,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await PlatformBody.ReadAsync(request, cancellationToken);
        if (body is not { } change)
        {
            return refusal!;
        }

        var errors = PlatformOrderRules.Check(change, withReference: false);
        long? version = null;
        if (request.Headers.TryGetValue(VersionHeader, out var given))
        {
            if (long.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                version = number;
            }
            else
            {
                errors[VersionHeader] = ["Must be a whole number."];
            }
        }

        if (errors.Count > 0)
        {
            return PlatformProblems.Invalid(errors);
        }

        return state.Use(world =>
        {
            if (world.Platform.ById(id) is not { } order)
            {
                return PlatformAnswer.Unknown(id);
            }

            if (version < order.Version)
            {
                return PlatformProblems.Outdated(order.Version);
            }

            var merged = order with
            {
                Body = PlatformBody.Merge(order.Body, change),
                Updates = order.Updates + 1,
                Version = version ?? order.Version,
            };
            var updated = OrderFate.Told(merged, PlatformBody.Text(change, "status"), clock.Now);
            world.Platform.Replace(updated);
            return PlatformAnswer.Of(StatusCodes.Status200OK, updated);
        });
    }
}
