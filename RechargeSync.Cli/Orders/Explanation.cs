using RechargeSync.Console.Client;

namespace RechargeSync.Cli.Orders;

/// <summary>What happens next with an order: the JSON of <c>explain</c>.</summary>
internal sealed record Explanation
{
    /// <summary>The store's name.</summary>
    public required string Store { get; init; }

    /// <summary>Recharge's id.</summary>
    public required long OrderId { get; init; }

    /// <summary>Where it stands.</summary>
    public required string State { get; init; }

    /// <summary>Why it is ignored or dead.</summary>
    public string? Reason { get; init; }

    /// <summary>Where it stands with its money, at Recharge.</summary>
    public required string Standing { get; init; }

    /// <summary>The same, as the platform was told last; null where that is not known.</summary>
    public string? PlatformStanding { get; init; }

    /// <summary>Why Recharge is asked for it before anything else is done; null where it is not.</summary>
    public string? Question { get; init; }

    /// <summary>The planner's next step and why.</summary>
    public required NextStep Next { get; init; }

    /// <summary>The newest delivery that could not be read; null once Recharge's answer has replaced it.</summary>
    public UnreadDelivery? Unread { get; init; }

    /// <summary>What could not be read as expected, and was carried as text or left out.</summary>
    public required IReadOnlyList<OrderRemark> Remarks { get; init; }

    /// <summary>The newest failure; null without any.</summary>
    public TimelineEvent? LastFailure { get; init; }

    /// <summary>What an operator may do now.</summary>
    public required IReadOnlyList<string> Actions { get; init; }

    /// <summary>The steps that may be redone now.</summary>
    public required IReadOnlyList<string> RedoSteps { get; init; }

    public static Explanation Of(OrderDetail detail) =>
        new()
        {
            Store = detail.Order.Store,
            OrderId = detail.Order.OrderId,
            State = detail.Order.State,
            Reason = detail.Order.Reason,
            Standing = detail.Standing,
            PlatformStanding = detail.PlatformStanding,
            Question = detail.Question,
            Next = detail.Next,
            Unread = detail.Unread,
            Remarks = detail.Remarks,
            LastFailure = detail.Timeline.LastOrDefault(happened => happened.Type == "failed"),
            Actions = detail.Actions,
            RedoSteps = detail.RedoSteps,
        };
}
