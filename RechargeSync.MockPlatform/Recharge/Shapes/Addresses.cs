using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Recharge.Shapes;

/// <summary>
/// Postal addresses: 2021-01 has <c>country</c> and an empty second line as <c>""</c>, 2021-11 <c>country_code</c> and
/// null.
/// </summary>
internal static class Addresses
{
    public static JsonNode? ToJanuary(JsonNode? node)
    {
        if (node is not JsonObject address)
        {
            return null;
        }

        var target = new JsonObject();
        foreach (var (name, value) in address)
        {
            switch (name)
            {
                case "country_code":
                    target["country"] = Countries.NameOf(Nodes.Text(value));
                    break;
                case "address2":
                    target[name] = Nodes.Text(value) ?? "";
                    break;
                default:
                    target[name] = Nodes.Copy(value);
                    break;
            }
        }

        return target;
    }

    public static JsonNode? ToNovember(JsonNode? node)
    {
        if (node is not JsonObject address)
        {
            return null;
        }

        var target = new JsonObject();
        foreach (var (name, value) in address)
        {
            switch (name)
            {
                case "country":
                    target["country_code"] = Countries.CodeOf(Nodes.Text(value));
                    break;
                case "address2":
                    target[name] = Nodes.Text(value) is { Length: > 0 } text ? text : null;
                    break;
                default:
                    target[name] = Nodes.Copy(value);
                    break;
            }
        }

        return target;
    }
}
