using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Serving;
using RechargeSync.Core.Recharge;

namespace RechargeSync.Benchmarks.Contestants;

/// <summary>
/// A lean receiver: the ingress's route and signature check, and one way or another to keep what arrives.
/// </summary>
internal static class BaselineServer
{
    private static readonly byte[] s_stored = """{"verdict":"stored"}"""u8.ToArray();

    public static async Task<int> RunAsync(string kind, CancellationToken cancellationToken)
    {
        await using var keeper = await Keepers.CreateAsync(kind);
        return await LeanServer.RunAsync(
            app =>
                app.MapPost(
                    "/webhooks/recharge/{store}/{resource}/{event}",
                    (RequestDelegate)(context => ReceiveAsync(context, keeper))
                ),
            cancellationToken
        );
    }

    private static async Task ReceiveAsync(HttpContext context, IKeeper keeper)
    {
        var store = BenchStore.Default;
        var body = await LeanServer.ReadAsync(context);
        var signature = RechargeSignature.Check(
            body,
            context.Request.Headers[RechargeSignature.LegacyHeader],
            timestamped: null,
            [store.SecretBytes],
            TimeProvider.System.GetUtcNow(),
            acceptLegacy: true
        );
        if (signature != SignatureVerdict.Valid)
        {
            await LeanServer.AnswerAsync(context, StatusCodes.Status401Unauthorized, []);
            return;
        }

        await keeper.KeepAsync(store.Name, RechargeTopic.OrderCreated, body, context.RequestAborted);
        await LeanServer.AnswerAsync(context, StatusCodes.Status200OK, s_stored);
    }
}
