using RechargeSync.Console.Client;
using RechargeSync.Console.Parts;

namespace RechargeSync.Console.Orders;

/// <summary>What the list of orders is narrowed to, as its address holds it.</summary>
internal sealed record OrdersFilter
{
    public string? Search { get; init; }

    public string? State { get; init; }

    public string? Reason { get; init; }

    public string? Kind { get; init; }

    public string? Store { get; init; }

    /// <summary>Hours; a word of <see cref="Ages"/>.</summary>
    public string? Age { get; init; }

    public string? Sort { get; init; }

    public string? Cursor { get; init; }

    public string? Limit { get; init; }

    /// <summary>Ages to choose from.</summary>
    public static IReadOnlyDictionary<string, (string Text, TimeSpan Span)> Ages { get; } =
        new Dictionary<string, (string, TimeSpan)>(StringComparer.Ordinal)
        {
            ["5m"] = ("over 5 minutes", TimeSpan.FromMinutes(5)),
            ["1h"] = ("over 1 hour", TimeSpan.FromHours(1)),
            ["1d"] = ("over 1 day", TimeSpan.FromDays(1)),
            ["7d"] = ("over 7 days", TimeSpan.FromDays(7)),
        };

    /// <summary>Sizes of a page to choose from.</summary>
    public static IReadOnlyList<string> Limits { get; } = ["25", "50", "100", "500"];

    /// <summary>Whether anything is narrowed.</summary>
    public bool IsNarrowed => (Search ?? State ?? Reason ?? Kind ?? Store ?? Age) is not null;

    /// <summary>As the API takes it; a word that it does not know stays, so that the API says so.</summary>
    public OrderQuery ToQuery() =>
        new()
        {
            Search = Search,
            State = State,
            Reason = Reason,
            Kind = Kind,
            Store = Store,
            MinAge = Age is not null && Ages.TryGetValue(Age, out var age) ? age.Span : null,
            Sort = Sort,
            Cursor = Cursor,
            Limit = Limits.Contains(Limit, StringComparer.Ordinal)
                ? int.Parse(Limit!, System.Globalization.CultureInfo.InvariantCulture)
                : null,
        };

    /// <summary>The list's address with this filter.</summary>
    public override string ToString() =>
        new Address("/orders")
            .With("search", Search)
            .With("state", State)
            .With("reason", Reason)
            .With("kind", Kind)
            .With("store", Store)
            .With("age", Age)
            .With("sort", Sort)
            .With("limit", Limit)
            .With("cursor", Cursor)
            .ToString();
}
