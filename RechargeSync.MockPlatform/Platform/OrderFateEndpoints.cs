using System.Text.Json;
using RechargeSync.MockPlatform.State;

namespace RechargeSync.MockPlatform.Platform;

/// <summary>
/// <c>POST /platform/orders/{id}/cancel</c> and <c>…/refunds</c>: both can be repeated, and say in words what cannot be
/// done.
/// </summary>
internal static class OrderFateEndpoints
{
    public static async Task<IResult> CancelAsync(
        string id,
        HttpRequest request,
        MockState state,
        VirtualClock clock,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await PlatformBody.ReadOptionalAsync(request, cancellationToken);
        if (body is not { } cancel)
        {
            return refusal!;
        }

        var errors = PlatformOrderRules.CheckCancel(cancel);
        return errors.Count > 0
            ? PlatformProblems.Invalid(errors)
            : Decide(
                state,
                id,
                order => order with { CancelCalls = order.CancelCalls + 1 },
                order => OrderFate.Cancel(order, PlatformBody.Text(cancel, "reason"), clock.Now)
            );
    }

    public static async Task<IResult> RefundAsync(
        string id,
        HttpRequest request,
        MockState state,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await PlatformBody.ReadAsync(request, cancellationToken);
        if (body is not { } refund)
        {
            return refusal!;
        }

        var errors = PlatformOrderRules.CheckRefund(refund);
        return errors.Count > 0
            ? PlatformProblems.Invalid(errors)
            : Decide(
                state,
                id,
                order => order with { RefundCalls = order.RefundCalls + 1 },
                order =>
                    OrderFate.Refund(
                        order,
                        PlatformBody.Text(refund, "status")!,
                        PlatformBody.Amount(refund, "refunded"),
                        TotalOf(order)
                    )
            );
    }

    /// <summary><c>POST /control/platform/orders/{id}/fulfil</c>: marks the order as shipped.</summary>
    public static IResult Fulfil(string id, MockState state, VirtualClock clock) =>
        Decide(state, id, order => order, order => OrderFate.Fulfil(order, clock.Now));

    private static IResult Decide(
        MockState state,
        string id,
        Func<PlatformOrder, PlatformOrder> count,
        Func<PlatformOrder, FateResult> decide
    )
    {
        var result = state.Use(world =>
        {
            if (world.Platform.ById(id) is not { } order)
            {
                return null;
            }

            var counted = count(order);
            var decided = decide(counted);
            world.Platform.Replace(decided is FateResult.Done done ? done.Order : counted);
            return decided;
        });
        return PlatformAnswer.Of(id, result);
    }

    private static decimal? TotalOf(PlatformOrder order)
    {
        using var body = JsonDocument.Parse(order.Body);
        return body.RootElement.TryGetProperty("totals", out var totals) && totals.ValueKind == JsonValueKind.Object
            ? PlatformBody.Amount(totals, "total")
            : null;
    }
}
