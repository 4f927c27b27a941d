using System.Text.Json;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// The answer to a write, of which only one thing counts: that it arrived whole, with the resource that was written.
/// Recharge sends all of the order again; it is walked, and not read.
/// </summary>
internal static class WriteBackAnswer
{
    /// <summary>Finds out whether the answer is whole.</summary>
    /// <param name="body">The answer's body.</param>
    /// <param name="resource">The top-level key: <c>order</c> or <c>charge</c>.</param>
    /// <exception cref="PayloadException">It is not; whether the write took effect is unknown.</exception>
    public static void Check(ReadOnlySpan<byte> body, string resource)
    {
        var reader = new Utf8JsonReader(body);
        try
        {
            if (!HasObject(ref reader, resource))
            {
                throw new PayloadException($"the answer holds no '{resource}'");
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw new PayloadException("the answer is not JSON");
        }
    }

    // To the end, because an answer may be cut off behind what we look for.
    private static bool HasObject(ref Utf8JsonReader reader, string resource)
    {
        var found = false;
        while (reader.Read())
        {
            if (
                reader.CurrentDepth == 1
                && reader.TokenType == JsonTokenType.PropertyName
                && reader.ValueTextEquals(resource)
            )
            {
                found = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            }
        }

        return found;
    }
}
