using System.Text.Json.Nodes;

namespace RechargeSync.Testing;

/// <summary>The sample payloads, embedded in this assembly.</summary>
internal static class Sample
{
    public const string Order202101 = "order_2021-01_custom.json";
    public const string Order202111 = "order_2021-11.json";
    public const string OrderEcho = "order_2021-11_updated_echo.json";
    public const string PrepaidFirst = "order_2021-01_prepaid_first.json";
    public const string PrepaidQueued = "order_2021-11_prepaid_queued.json";
    public const string PrepaidSubsequent = "order_2021-11_prepaid_subsequent.json";
    public const string Charge202101 = "charge_2021-01.json";
    public const string Charge202111 = "charge_2021-11.json";
    public const string Checkout202101 = "checkout_processed_2021-01.json";
    public const string Checkout202111 = "checkout_processed_2021-11.json";

    public static byte[] Bytes(string name)
    {
        using var stream =
            typeof(Sample).Assembly.GetManifestResourceStream(name)
            ?? throw new ArgumentException($"No sample '{name}'.", nameof(name));
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    public static JsonNode Json(string name) => JsonNode.Parse(Bytes(name))!;

    public static JsonObject Object(string name) => Json(name).AsObject();
}
