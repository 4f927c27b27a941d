using System.Diagnostics;
using RechargeSync.MockPlatform.Platform;
using RechargeSync.MockPlatform.Recharge.Records;

namespace RechargeSync.MockPlatform.Control;

/// <summary><c>POST /control/orders/{id}/…</c>: what shoppers and merchants do to an order at Recharge.</summary>
internal static class OrderActionEndpoints
{
    public static void MapOrderActions(this RouteGroupBuilder control)
    {
        control.MapPost("/orders/{id:long}/cancel", (long id, OrderActions actions) => Answer(id, actions.Cancel(id)));
        control.MapPost("/orders/{id:long}/skip", (long id, OrderActions actions) => Answer(id, actions.Skip(id)));
        control.MapPost("/orders/{id:long}/redact", (long id, OrderActions actions) => Answer(id, actions.Redact(id)));
        control.MapPost("/orders/{id:long}/clone", (long id, OrderActions actions) => Answer(id, actions.Clone(id)));
        control.MapPost("/orders/{id:long}/refund", RefundAsync);
        control.MapPost(
            "/orders/{id:long}/delete",
            (long id, OrderActions actions) =>
                actions.Delete(id) is ActionResult.Done ? TypedResults.NoContent() : OrderControl.Unknown(id)
        );
    }

    private static async Task<IResult> RefundAsync(
        long id,
        HttpRequest request,
        OrderActions actions,
        CancellationToken cancellationToken
    )
    {
        var (body, refusal) = await ControlBody.ReadAsync(
            request,
            ControlJson.Default.RefundRequest,
            cancellationToken
        );
        if (body is null)
        {
            return refusal!;
        }

        return body.Amount <= 0
            ? ControlBody.Invalid("amount must be above zero; without one all that is left is refunded.")
            : Answer(id, actions.Refund(id, body.Amount));
    }

    private static IResult Answer(long id, ActionResult result) =>
        result switch
        {
            ActionResult.Done done => RecordAnswer.One(done.Order, done.Store.Version),
            ActionResult.NotPossible refused => PlatformProblems.NotPossible(refused.Why),
            ActionResult.Unknown => OrderControl.Unknown(id),
            _ => throw new UnreachableException(),
        };
}
