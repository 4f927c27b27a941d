using System.Text.Json;
using System.Text.Json.Nodes;
using RechargeSync.MockPlatform.Recharge.Access;

namespace RechargeSync.MockPlatform.Recharge.Writing;

/// <summary>Reads the body of a write: a JSON object, or the answer that says what else it was.</summary>
internal static class JsonBody
{
    public static async Task<(JsonObject? Body, IResult? Refusal)> ReadAsync(
        HttpRequest request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var node = await JsonNode.ParseAsync(request.Body, cancellationToken: cancellationToken);

            // The nodes are lazy: a doubled member shows only when one is looked up, which would be too late for a 400.
            return node is JsonObject body && body.Count >= 0 ? (body, null) : (null, RechargeErrors.NotAnObject());
        }
        catch (Exception e) when (e is JsonException or ArgumentException)
        {
            return (null, RechargeErrors.BadRequest("The body is not valid JSON."));
        }
    }
}
