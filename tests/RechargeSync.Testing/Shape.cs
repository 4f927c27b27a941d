using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace RechargeSync.Testing;

/// <summary>Compares documents and records member by member, and names every member that differs.</summary>
internal static class Shape
{
    /// <summary>Fails unless both documents have the same members with the same values.</summary>
    public static void Same(JsonNode? expected, JsonNode? actual)
    {
        var differences = Differences(expected, actual);
        if (differences.Count > 0)
        {
            Assert.Fail("The documents differ:" + string.Concat(differences.Select(line => "\n  " + line)));
        }
    }

    /// <summary>Fails unless the public members of both values are the same.</summary>
    public static void Same<T>(T expected, T actual) =>
        Same(JsonSerializer.SerializeToNode(expected), JsonSerializer.SerializeToNode(actual));

    /// <summary>One line for each member that differs: its path, what was expected, and what it was.</summary>
    public static IReadOnlyList<string> Differences(JsonNode? expected, JsonNode? actual)
    {
        var differences = new List<string>();
        Compare("", expected, actual, differences);
        return differences;
    }

    /// <summary>The names of all members, nested ones by their path; lists count as their items.</summary>
    public static SortedSet<string> Names(JsonNode? node)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        AddNames("", node, names);
        return names;
    }

    private static void AddNames(string path, JsonNode? node, SortedSet<string> names)
    {
        switch (node)
        {
            case JsonObject members:
                foreach (var (name, value) in members)
                {
                    names.Add(path + name);
                    AddNames(path + name + ".", value, names);
                }

                break;
            case JsonArray items:
                foreach (var item in items)
                {
                    AddNames(path, item, names);
                }

                break;
            default:
                break;
        }
    }

    private static void Compare(string path, JsonNode? expected, JsonNode? actual, List<string> differences)
    {
        if (expected is JsonObject expectedMembers && actual is JsonObject actualMembers)
        {
            foreach (
                var name in expectedMembers
                    .Concat(actualMembers)
                    .Select(member => member.Key)
                    .Distinct(StringComparer.Ordinal)
            )
            {
                var inner = path.Length == 0 ? name : $"{path}.{name}";
                if (!actualMembers.ContainsKey(name))
                {
                    differences.Add($"{inner}: expected {Text(expectedMembers[name])}, but is not there");
                }
                else if (!expectedMembers.ContainsKey(name))
                {
                    differences.Add($"{inner}: is {Text(actualMembers[name])}, but was not expected");
                }
                else
                {
                    Compare(inner, expectedMembers[name], actualMembers[name], differences);
                }
            }
        }
        else if (
            expected is JsonArray expectedItems
            && actual is JsonArray actualItems
            && expectedItems.Count == actualItems.Count
        )
        {
            for (var index = 0; index < expectedItems.Count; index++)
            {
                var inner = string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");
                Compare(inner, expectedItems[index], actualItems[index], differences);
            }
        }
        else if (!JsonNode.DeepEquals(expected, actual))
        {
            differences.Add(
                $"{(path.Length == 0 ? "(root)" : path)}: expected {Text(expected)}, but is {Text(actual)}"
            );
        }
    }

    private static string Text(JsonNode? node) => node?.ToJsonString() ?? "null";
}
