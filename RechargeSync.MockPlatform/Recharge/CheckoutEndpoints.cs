using RechargeSync.MockPlatform.Recharge.Access;
using RechargeSync.MockPlatform.Recharge.Records;
using RechargeSync.MockPlatform.State;

namespace RechargeSync.MockPlatform.Recharge;

/// <summary><c>/recharge/checkouts</c>: reading only, because the mock's own control calls make them.</summary>
internal static class CheckoutEndpoints
{
    public static void MapCheckouts(this RouteGroupBuilder recharge) =>
        recharge.MapGet(
            "/checkouts/{token}",
            (RechargeCall call, string token, MockState state) =>
                state.Use(world => world.Of(call.Store).Checkouts.GetValueOrDefault(token)) is { } checkout
                    ? RecordAnswer.One(checkout, call.Version)
                    : RechargeErrors.NotFound()
        );
}
