using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.Recharge.Listing;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.Recharge.Writing;

namespace RechargeSync.MockPlatform.Recharge;

/// <summary><c>/recharge/charges</c>.</summary>
internal static class ChargeEndpoints
{
    public static void MapCharges(this RouteGroupBuilder recharge)
    {
        recharge.MapGet(
            "/charges",
            (RechargeCall call, HttpRequest request, RecordList list) => list.Answer(RecordKind.Charge, call, request)
        );
        recharge.MapGet(
            "/charges/{id:long}",
            (RechargeCall call, long id, RecordReader reader) =>
                reader.Find(call.Store, RecordKind.Charge, id) is { } charge
                    ? RecordAnswer.One(charge, call.Version)
                    : RechargeErrors.NotFound()
        );
        recharge.MapPut("/charges/{id:long}", PutAsync);
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
        return patch is null ? refusal! : await writer.PutAsync(call, RecordKind.Charge, id, patch, cancellationToken);
    }
}
