using System.Text.Json.Nodes;

namespace RechargeSync.FaultTests.Load;

/// <summary>The mock's fault dials.</summary>
internal static class Dials
{
    /// <summary>The storms of one side: each fault alone, and all of them together.</summary>
    public static IReadOnlyList<JsonObject> Storms(string side) =>
        [
            Of(side, ("errorRate", 0.6)),
            Of(side, ("rateLimitRate", 0.6)),
            Of(side, ("rateLimitRate", 0.5), ("retryAfterSeconds", 1)),
            Of(side, ("hangRate", 0.5)),
            Of(side, ("ambiguousRate", 0.6)),
            Of(side, ("malformedRate", 0.6)),
            Of(
                side,
                ("errorRate", 0.15),
                ("rateLimitRate", 0.1),
                ("hangRate", 0.1),
                ("ambiguousRate", 0.2),
                ("malformedRate", 0.2)
            ),
        ];

    public static JsonObject Of(string side, params (string Name, double Value)[] dials) =>
        new()
        {
            [side] = new JsonObject(
                dials.Select(dial => KeyValuePair.Create(dial.Name, (JsonNode?)Number(dial.Value)))
            ),
        };

    /// <summary>Dials for calls that name this host alone.</summary>
    public static JsonObject OfHost(string side, string host, params (string Name, double Value)[] dials)
    {
        var settings = Of(side, dials);
        settings[side]!["onlyHost"] = host;
        return settings;
    }

    private static JsonValue Number(double value) =>
        value == Math.Floor(value) ? JsonValue.Create((int)value) : JsonValue.Create(value);
}
