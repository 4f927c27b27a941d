using RechargeSync.Core.Admin.Contracts;

namespace RechargeSync.Console.Cli.Verbs;

/// <summary>What happens next with an order: the JSON of <c>explain</c>.</summary>
/// <param name="Store">The store's name.</param>
/// <param name="OrderId">Recharge's id.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Reason">Why it is ignored or dead.</param>
/// <param name="Next">The planner's next step and why.</param>
/// <param name="LastFailure">The newest failure; null without any.</param>
/// <param name="Acts">What an operator may do now.</param>
/// <param name="RedoSteps">The steps that may be redone now.</param>
internal sealed record Explanation(
    string Store,
    long OrderId,
    string State,
    string? Reason,
    NextStep Next,
    TimelineEvent? LastFailure,
    IReadOnlyList<string> Acts,
    IReadOnlyList<string> RedoSteps
)
{
    public static Explanation Of(OrderDetail detail) =>
        new(
            detail.Order.Store,
            detail.Order.OrderId,
            detail.Order.State,
            detail.Order.Reason,
            detail.Next,
            detail.Timeline.LastOrDefault(happened => happened.Type == "failed"),
            detail.Acts,
            detail.RedoSteps
        );
}
