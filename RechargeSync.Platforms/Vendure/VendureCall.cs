using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace RechargeSync.Platforms.Vendure;

/// <summary>One request to the admin API. Pure.</summary>
/// <param name="Query">GraphQL.</param>
/// <param name="Variables">Its variables.</param>
/// <param name="Currency">
/// The order's: without it Vendure turns any order that the request changes into one of the channel's own currency.
/// Null where nothing is changed.
/// </param>
internal sealed record VendureCall(string Query, JsonObject? Variables = null, string? Currency = null)
{
    /// <summary>What Vendure's server takes, in bytes; above that it answers 500 without a word.</summary>
    public const int MaxBody = 100 * 1024;

    private static readonly JsonWriterOptions s_writing = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The body, JSON in UTF-8.</summary>
    public byte[] Body()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_writing))
        {
            json.WriteStartObject();
            json.WriteString("query"u8, Query);
            if (Variables is not null)
            {
                json.WritePropertyName("variables"u8);
                Variables.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Prints nothing personal.</summary>
    public override string ToString() => "[call]";
}
