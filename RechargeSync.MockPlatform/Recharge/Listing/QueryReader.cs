using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;
using RechargeSync.MockPlatform.Recharge.Access;

namespace RechargeSync.MockPlatform.Recharge.Listing;

/// <summary>Reads query parameters and collects what is wrong with them, by field.</summary>
internal sealed class QueryReader(IReadOnlyDictionary<string, StringValues> query, RechargeCall call)
{
    public JsonObject Errors { get; } = [];

    public bool Has(string name) => query.ContainsKey(name);

    public string? Text(string name) =>
        query.TryGetValue(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;

    public void Fail(string name, string message) => Errors[name] = new JsonArray(message);

    public long? Number(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        Fail(name, "Not a valid integer.");
        return null;
    }

    public int Number(string name, int fallback, int min, int max)
    {
        var number = Number(name) ?? fallback;
        if (number >= min && number <= max)
        {
            return (int)number;
        }

        Fail(name, string.Create(CultureInfo.InvariantCulture, $"Must be between {min} and {max}."));
        return fallback;
    }

    public bool? Flag(string name)
    {
        switch (Words.Lower(Text(name)))
        {
            case "":
                return null;
            case "true" or "1":
                return true;
            case "false" or "0":
                return false;
            default:
                Fail(name, "Not a valid boolean.");
                return null;
        }
    }

    public HashSet<long>? Numbers(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var numbers = new HashSet<long>();
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
            {
                Fail(name, "Not a valid integer.");
                return null;
            }

            numbers.Add(number);
        }

        return numbers;
    }

    public HashSet<string>? LowerWords(string name) =>
        Text(name)
            ?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(Words.Lower)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The range given by <c>{name}_min</c> and <c>{name}_max</c>.</summary>
    public TimeRange Range(string name) =>
        new(Time(name + "_min", endOfDay: false), Time(name + "_max", endOfDay: true));

    private DateTimeOffset? Time(string name, bool endOfDay)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        var instant = call.Store.Time.ParseQuery(text, call.Version);
        if (instant is null)
        {
            Fail(name, $"Invalid date: {text}. Must be a valid ISO-8601 datetime string");
        }

        // Bounds are inclusive, so a day without a time as the upper one means all of that day.
        return endOfDay && text.Length == "2026-03-02".Length ? instant?.AddDays(1).AddTicks(-1) : instant;
    }
}
