using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Recharge;

namespace RechargeSync.MockPlatform.Platform;

/// <summary>Reads, compares and merges the JSON bodies of platform orders.</summary>
internal static class PlatformBody
{
    private static readonly JsonElement Empty = JsonElement.Parse("{}");

    public static Task<(JsonElement? Body, IResult? Refusal)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    ) => ReadAsync(request.Body, cancellationToken);

    /// <summary>Reads a body that may be left out: nothing at all is an object without members.</summary>
    public static async Task<(JsonElement? Body, IResult? Refusal)> ReadOptionalAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, cancellationToken);
        body.Position = 0;
        return body.Length == 0 ? (Empty, null) : await ReadAsync(body, cancellationToken);
    }

    /// <summary>A text member of an object; null where it has none.</summary>
    public static string? Text(JsonElement body, string name) =>
        body.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>An amount of an object, written as text; null where it has none.</summary>
    public static decimal? Amount(JsonElement body, string name) =>
        Amounts.TryParse(Text(body, name), out var amount) ? amount : null;

    /// <summary>Whether two bodies mean the same, however they are written.</summary>
    public static bool Same(ReadOnlyMemory<byte> left, ReadOnlyMemory<byte> right)
    {
        if (left.Span.SequenceEqual(right.Span))
        {
            return true;
        }

        using var a = JsonDocument.Parse(left);
        using var b = JsonDocument.Parse(right);
        return JsonElement.DeepEquals(a.RootElement, b.RootElement);
    }

    /// <summary>
    /// The order after a change: what the change leaves out stays, null empties, objects are merged and lists replaced.
    /// The reference stays whatever it says.
    /// </summary>
    public static byte[] Merge(ReadOnlyMemory<byte> order, JsonElement change)
    {
        var merged = JsonNode.Parse(order.Span)!.AsObject();
        foreach (var member in change.EnumerateObject().Where(m => !m.NameEquals("reference")))
        {
            Merge(merged, member);
        }

        return JsonBytes.From(merged);
    }

    private static async Task<(JsonElement? Body, IResult? Refusal)> ReadAsync(
        Stream body,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return (document.RootElement.Clone(), null);
            }
        }
        catch (JsonException)
        {
            // Answered below, like a body that is JSON but not an object.
        }

        return (null, PlatformProblems.Of(StatusCodes.Status400BadRequest, "The body must be a JSON object."));
    }

    private static void Merge(JsonObject target, JsonProperty change)
    {
        if (change.Value.ValueKind == JsonValueKind.Object && target[change.Name] is JsonObject existing)
        {
            foreach (var member in change.Value.EnumerateObject())
            {
                Merge(existing, member);
            }
        }
        else
        {
            target[change.Name] = JsonNode.Parse(change.Value.GetRawText());
        }
    }
}
