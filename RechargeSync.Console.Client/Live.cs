namespace RechargeSync.Console.Client;

/// <summary>
/// Something that happened just now: the data of an event of <c>GET /admin/v1/live</c>. No personal data.
/// </summary>
public sealed record LiveEvent
{
    /// <summary>Names it.</summary>
    public required string Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>A word of <see cref="LiveEventTypes"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The store's name; empty where it concerns none.</summary>
    public required string Store { get; init; }

    /// <summary>
    /// <c>order/{id}</c>, <c>checkout/{token}</c> or <c>delivery/{id}</c>; empty where there is none.
    /// </summary>
    public required string Resource { get; init; }

    /// <summary><c>ok</c>, <c>info</c>, <c>warning</c> or <c>failed</c>.</summary>
    public required string Outcome { get; init; }

    /// <summary>What happened, in plain words.</summary>
    public required string Text { get; init; }

    /// <summary>Its trace.</summary>
    public string? TraceId { get; init; }
}

/// <summary>The types of live events. Each of them is sent.</summary>
public static class LiveEventTypes
{
    /// <summary>A webhook was stored.</summary>
    public const string Delivery = "delivery";

    /// <summary>An order changed.</summary>
    public const string Order = "order";

    /// <summary>An attempt failed.</summary>
    public const string Failure = "failure";

    /// <summary>An operator acted.</summary>
    public const string Action = "action";

    /// <summary>A webhook left no row: it was refused, or known already.</summary>
    public const string Rejected = "rejected";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Delivery, Order, Failure, Action, Rejected];
}
