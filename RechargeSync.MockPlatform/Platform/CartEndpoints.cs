using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.State;

namespace RechargeSync.MockPlatform.Platform;

/// <summary><c>/platform/carts</c>.</summary>
internal static class CartEndpoints
{
    public static void MapCarts(this RouteGroupBuilder platform)
    {
        platform.MapPost("/carts", CreateAsync);
        platform.MapGet("/carts/{id}/items", Items);
        platform.MapDelete("/carts/{id}/items", Clear);
    }

    private static async Task<IResult> CreateAsync(
        HttpRequest request,
        MockState state,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await PlatformBody.ReadAsync(request, cancellationToken);
        if (body is not { } cart)
        {
            return refusal!;
        }

        if (ReadItems(cart) is not { } items)
        {
            return PlatformProblems.Invalid(
                new Dictionary<string, string[]>(StringComparer.Ordinal)
                {
                    ["items"] = ["A list of items is required, each with a sku and a quantity above zero."],
                }
            );
        }

        var created = new PlatformCart(Guid.NewGuid().ToString(), items, ClearCalls: 0);
        state.Use(world => world.Platform.Carts.Add(created.Id, created));
        return new RawJson(StatusCodes.Status201Created, JsonBytes.From(new JsonObject { ["id"] = created.Id }));
    }

    private static IResult Items(string id, MockState state) =>
        state.Use(world => world.Platform.Carts.GetValueOrDefault(id)) is { } cart
            ? new RawJson(
                StatusCodes.Status200OK,
                JsonBytes.From(
                    new JsonObject
                    {
                        ["items"] = new JsonArray([
                            .. cart.Items.Select(i => new JsonObject { ["sku"] = i.Sku, ["quantity"] = i.Quantity }),
                        ]),
                    }
                )
            )
            : Unknown(id);

    private static IResult Clear(string id, MockState state) =>
        state.Use(world =>
        {
            var carts = world.Platform.Carts;
            if (!carts.TryGetValue(id, out var cart))
            {
                return Unknown(id);
            }

            carts[id] = cart with { Items = [], ClearCalls = cart.ClearCalls + 1 };
            return TypedResults.NoContent();
        });

    private static List<CartItem>? ReadItems(JsonElement body)
    {
        if (!body.TryGetProperty("items", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var items = new List<CartItem>();
        foreach (var item in list.EnumerateArray())
        {
            if (
                item.ValueKind != JsonValueKind.Object
                || !item.TryGetProperty("sku", out var sku)
                || sku.ValueKind != JsonValueKind.String
                || !item.TryGetProperty("quantity", out var quantity)
                || quantity.ValueKind != JsonValueKind.Number
                || !quantity.TryGetInt32(out var units)
                || units <= 0
            )
            {
                return null;
            }

            items.Add(new CartItem(sku.GetString()!, units));
        }

        return items;
    }

    private static IResult Unknown(string id) =>
        PlatformProblems.Of(StatusCodes.Status404NotFound, "There is no such cart.", $"No cart has the id {id}.");
}
