using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Platform;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Recharge.Writing;
using RechargeSync.MockPlatform.State;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Control;

/// <summary>
/// <c>POST /control/seed</c>: an order or a charge as given, in either version's shape. It is served as it came,
/// unknown members included; a record with the same id is replaced. Fires nothing.
/// </summary>
/// <remarks>
/// Beside <c>order</c> or <c>charge</c>: <c>store</c> (default <c>default</c>) and <c>apiVersion</c>, the shape, which
/// is told from the document's names unless set.
/// </remarks>
internal static class SeedEndpoint
{
    public static async Task<IResult> SeedAsync(
        HttpRequest request,
        MockState state,
        StoreDirectory stores,
        VirtualClock clock,
        CancellationToken cancellationToken
    )
    {
        var (body, _) = await JsonBody.ReadAsync(request, cancellationToken);
        if (body is null)
        {
            return Problem("The body must be a JSON object with a member order or charge.");
        }

        if (stores.ByName(Text(body, "store") ?? "default") is not { } store)
        {
            return Problem($"The store is unknown; there are: {string.Join(", ", stores.All.Select(s => s.Name))}.");
        }

        ApiVersion? shape = null;
        if (Text(body, "apiVersion") is { } name)
        {
            if (!ApiVersions.TryParse(name, out var version))
            {
                return Problem("apiVersion must be 2021-01 or 2021-11.");
            }

            shape = version;
        }

        var ids = new JsonObject();
        foreach (var kind in Enum.GetValues<RecordKind>())
        {
            var key = kind == RecordKind.Order ? "order" : "charge";
            if (body[key] is not JsonObject document)
            {
                continue;
            }

            if (
                RechargeRecord.TryCreate(
                    kind,
                    document,
                    shape ?? ShapeGuess.Of(document, store.Version),
                    store.Time,
                    clock.Now
                )
                is not { } record
            )
            {
                return Problem($"The {key} needs a numeric id.");
            }

            state.Use(world => world.Of(store).Table(kind).Put(record));
            ids[key + "Id"] = record.Facts.Id;
        }

        return ids.Count > 0
            ? new RawJson(StatusCodes.Status201Created, JsonBytes.From(ids))
            : Problem("The body needs an object under order or charge.");
    }

    private static string? Text(JsonObject body, string name) =>
        body[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static IResult Problem(string detail) =>
        PlatformProblems.Of(StatusCodes.Status400BadRequest, "This cannot be seeded.", detail);
}
