using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Recharge;

namespace RechargeSync.MockPlatform.Platform;

/// <summary>Reads, compares and merges the JSON bodies of platform orders.</summary>
internal static class PlatformBody
{
    public static async Task<(JsonElement? Body, IResult? Refusal)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var document = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
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

    /// <summary>The order with the members of the change in place of its own; the reference stays.</summary>
    public static byte[] Merge(ReadOnlyMemory<byte> order, JsonElement change)
    {
        var merged = JsonNode.Parse(order.Span)!.AsObject();
        foreach (var member in change.EnumerateObject().Where(m => !m.NameEquals("reference")))
        {
            merged[member.Name] = JsonNode.Parse(member.Value.GetRawText());
        }

        return JsonBytes.From(merged);
    }
}
