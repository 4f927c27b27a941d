using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Tests.Hosting;

/// <summary>The documents that show what Recharge's two versions look like.</summary>
internal static class Sample
{
    public static JsonObject Load(string name) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", name + ".json")))!.AsObject();

    /// <summary>The names of all members, nested ones by their path; lists count as their items.</summary>
    public static SortedSet<string> Names(JsonNode? node, string path = "")
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        switch (node)
        {
            case JsonObject o:
                foreach (var (name, value) in o)
                {
                    names.Add(path + name);
                    names.UnionWith(Names(value, path + name + "."));
                }

                break;
            case JsonArray a:
                foreach (var item in a)
                {
                    names.UnionWith(Names(item, path));
                }

                break;
            default:
                break;
        }

        return names;
    }
}
