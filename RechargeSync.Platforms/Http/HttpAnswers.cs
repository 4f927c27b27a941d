using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RechargeSync.Platforms.Http;

/// <summary>
/// An order as the platform API answers it. Ids are texts or numbers: what they look like is the platform's business,
/// as far as the engine takes any adapter's.
/// </summary>
internal sealed record HttpOrder(JsonElement Id, JsonElement Number, JsonElement Reference)
{
    /// <summary>The ids, or why they are none; a number that is missing or empty is the id once more.</summary>
    public (PlatformIds? Ids, string? Problem) Read()
    {
        var (id, problem) = Read(Id, "id");
        if (problem is not null)
        {
            return (null, problem);
        }

        if (id is null)
        {
            return (null, "'id' is missing");
        }

        var (number, problemOfNumber) = Read(Number, "number");
        return problemOfNumber is not null ? (null, problemOfNumber) : (new PlatformIds(id, number ?? id), null);
    }

    /// <summary>Whether it is the order of this reference.</summary>
    public bool Is(string reference) => Reference.ValueKind == JsonValueKind.String && Text(Reference) == reference;

    private static (string? Text, string? Problem) Read(JsonElement value, string name)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined or JsonValueKind.Null:
                return (null, null);
            case not (JsonValueKind.String or JsonValueKind.Number):
                return (null, $"'{name}' is neither a text nor a number");
        }

        return Text(value) is not { } text ? (null, $"'{name}' is not Unicode")
            : string.IsNullOrWhiteSpace(text) ? (null, null)
            : (text, null);
    }

    // Null where it holds half a surrogate pair.
    private static string? Text(JsonElement value)
    {
        try
        {
            return value.ToString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>The answer to a look-up by reference.</summary>
internal sealed record HttpOrderList(IReadOnlyList<HttpOrder?>? Orders);

/// <summary>What has been given back, as the platform API takes it.</summary>
/// <param name="Status"><c>partially_refunded</c> or <c>refunded</c>.</param>
/// <param name="Refunded">All of it so far, as a decimal text; null where it is not known.</param>
internal sealed record HttpRefund(string Status, string? Refunded)
{
    public static HttpRefund Of(PlatformRefund refund) =>
        new(
            refund.IsWhole ? "refunded" : "partially_refunded",
            refund.Amount?.ToString("0.00######", CultureInfo.InvariantCulture)
        );
}

/// <summary>Why the platform refuses: problem+json.</summary>
internal sealed record HttpProblem(string? Detail);

/// <summary>Why an update is refused as older: problem+json with the version that the platform has.</summary>
internal sealed record HttpOutdated(long? Version);

/// <summary>Source-generated JSON of the platform API's answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HttpOrder))]
[JsonSerializable(typeof(HttpRefund))]
[JsonSerializable(typeof(HttpProblem))]
[JsonSerializable(typeof(HttpOutdated))]
[JsonSerializable(typeof(HttpOrderList))]
internal sealed partial class HttpAnswersJson : JsonSerializerContext;
