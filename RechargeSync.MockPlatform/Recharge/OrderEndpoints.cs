using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.Recharge.Listing;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Recharge.Writing;

namespace RechargeSync.MockPlatform.Recharge;

/// <summary><c>/recharge/orders</c>.</summary>
internal static class OrderEndpoints
{
    public static void MapOrders(this RouteGroupBuilder recharge)
    {
        recharge.MapGet(
            "/orders",
            (RechargeCall call, HttpRequest request, RecordList list) => list.Answer(RecordKind.Order, call, request)
        );
        recharge.MapGet(
            "/orders/count",
            (RechargeCall call, HttpRequest request, RecordList list) =>
                call.Version == ApiVersion.January2021
                    ? list.Count(RecordKind.Order, call, request)
                    : RechargeErrors.NotFound()
        );
        recharge.MapGet(
            "/orders/{id:long}",
            (RechargeCall call, long id, RecordReader reader) =>
                reader.Find(call.Store, RecordKind.Order, id) is { } order
                    ? RecordAnswer.One(order, call.Version)
                    : RechargeErrors.NotFound()
        );
        recharge.MapPut("/orders/{id:long}", PutAsync);
    }

    private static async Task<IResult> PutAsync(
        RechargeCall call,
        long id,
        HttpRequest request,
        RecordWriter writer,
        CancellationToken cancellationToken
    )
    {
        var (patch, refusal) = await JsonBody.ReadAsync(request, cancellationToken);
        return patch is null ? refusal! : await writer.PutAsync(call, RecordKind.Order, id, patch, cancellationToken);
    }
}
