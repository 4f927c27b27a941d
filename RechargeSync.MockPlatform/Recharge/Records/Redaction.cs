using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Recharge.Records;

/// <summary>
/// Erases what a document of either version says about a person, and marks it <c>redacted</c>. Members stay, as null;
/// ids, goods and amounts stay as they are.
/// </summary>
internal static class Redaction
{
    private static readonly string[] Personal =
    [
        "email",
        "first_name",
        "last_name",
        "phone",
        "note",
        "browser_ip",
        "user_agent",
    ];

    public static void Apply(JsonObject document)
    {
        Erase(document, Personal);
        foreach (var name in (string[])["customer", "client_details"])
        {
            if (document[name] is JsonObject part)
            {
                Erase(part, Personal);
            }
        }

        foreach (var name in (string[])["billing_address", "shipping_address"])
        {
            if (document[name] is JsonObject address)
            {
                Erase(address, [.. address.Select(member => member.Key)]);
            }
        }

        document["redacted"] = true;
    }

    private static void Erase(JsonObject target, string[] names)
    {
        foreach (var name in names.Where(target.ContainsKey))
        {
            target[name] = null;
        }
    }
}
