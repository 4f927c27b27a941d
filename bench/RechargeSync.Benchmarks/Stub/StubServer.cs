using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Serving;

namespace RechargeSync.Benchmarks.Stub;

/// <summary>
/// The platform and Recharge in one lean process: the calls of an order's way, each after the same latency.
/// </summary>
internal sealed class StubServer
{
    private readonly ConcurrentDictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);
    private StubLedger _ledger = new(0, 0);
    private StubLimit _limit = StubLimit.None;
    private TimeSpan _latency;

    public static Task<int> RunAsync(CancellationToken cancellationToken) =>
        LeanServer.RunAsync(new StubServer().Map, cancellationToken);

    private void Map(WebApplication app)
    {
        app.MapPost("/platform/orders", (RequestDelegate)CreateAsync);
        app.MapGet("/platform/orders", (RequestDelegate)FindAsync);
        app.MapPut("/recharge/orders/{id:long}", (RequestDelegate)(context => LimitedAsync(context, WriteAsync)));
        app.MapGet(
            "/recharge/orders",
            (RequestDelegate)(
                context =>
                    LimitedAsync(
                        context,
                        static context =>
                            LeanServer.AnswerAsync(
                                context,
                                StatusCodes.Status200OK,
                                """{"orders":[],"next_cursor":null}"""u8.ToArray()
                            )
                    )
            )
        );
        app.MapGet(
            "/recharge/webhooks",
            (RequestDelegate)(
                context =>
                    LimitedAsync(
                        context,
                        static context =>
                            LeanServer.AnswerAsync(context, StatusCodes.Status200OK, """{"webhooks":[]}"""u8.ToArray())
                    )
            )
        );

        // A collector that keeps nothing.
        app.MapPost(
            "/v1/{signal}",
            (RequestDelegate)(
                async context =>
                {
                    await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                    await LeanServer.AnswerAsync(context, StatusCodes.Status200OK, []);
                }
            )
        );

        app.MapPost("/control/reset", (RequestDelegate)ResetAsync);
        app.MapGet(
            "/control/written/{orders:int}",
            (RequestDelegate)(
                async context =>
                {
                    await _ledger.WrittenAsync(
                        int.Parse((string)context.Request.RouteValues["orders"]!, CultureInfo.InvariantCulture),
                        context.RequestAborted
                    );
                    await LeanServer.AnswerAsync(context, StatusCodes.Status200OK, []);
                }
            )
        );
        app.MapGet(
            "/control/report",
            (RequestDelegate)(
                context =>
                    LeanServer.AnswerAsync(
                        context,
                        StatusCodes.Status200OK,
                        JsonSerializer.SerializeToUtf8Bytes(_ledger.Report, StubJson.Default.StubReport)
                    )
            )
        );
        app.MapGet(
            "/control/tokens",
            (RequestDelegate)(
                context =>
                    LeanServer.AnswerAsync(
                        context,
                        StatusCodes.Status200OK,
                        JsonSerializer.SerializeToUtf8Bytes(Tokens(), StubJson.Default.TokenReportArray)
                    )
            )
        );
        app.MapGet(
            "/control/times",
            (RequestDelegate)(
                context =>
                    LeanServer.AnswerAsync(
                        context,
                        StatusCodes.Status200OK,
                        MemoryMarshal.AsBytes(_ledger.WrittenAt).ToArray()
                    )
            )
        );
    }

    private async Task CreateAsync(HttpContext context)
    {
        var body = await LeanServer.ReadAsync(context);
        var reference = Reference(context, body);
        var id = long.Parse(reference[(reference.LastIndexOf(':') + 1)..], CultureInfo.InvariantCulture);
        await DelayAsync(context);
        var isNew = _ledger.Create(id);
        await LeanServer.AnswerAsync(
            context,
            isNew ? StatusCodes.Status201Created : StatusCodes.Status200OK,
            Encoding.UTF8.GetBytes(PlatformOrder(reference, id))
        );
    }

    private async Task FindAsync(HttpContext context)
    {
        await DelayAsync(context);
        var reference = context.Request.Query["reference"].ToString();
        var id = long.Parse(reference.AsSpan(reference.LastIndexOf(':') + 1), CultureInfo.InvariantCulture);
        await LeanServer.AnswerAsync(
            context,
            StatusCodes.Status200OK,
            Encoding.UTF8.GetBytes($$"""{"orders":[{{(_ledger.Has(id) ? PlatformOrder(reference, id) : "")}}]}""")
        );
    }

    private async Task WriteAsync(HttpContext context)
    {
        var id = long.Parse((string)context.Request.RouteValues["id"]!, CultureInfo.InvariantCulture);
        var body = await LeanServer.ReadAsync(context);
        if (body.AsSpan().IndexOf(Encoding.UTF8.GetBytes(OrderTemplate.PlatformId(id))) < 0)
        {
            await LeanServer.AnswerAsync(
                context,
                StatusCodes.Status422UnprocessableEntity,
                """{"errors":{"external_order_id":"is not the platform's"}}"""u8.ToArray()
            );
            return;
        }

        _ledger.Write(id);
        await DelayAsync(context);
        var answer = new byte[OrderTemplate.Written.Length];
        OrderTemplate.Written.Write(answer, OrderTemplate.Number(id));
        await LeanServer.AnswerAsync(context, StatusCodes.Status200OK, answer);
    }

    private async Task LimitedAsync(HttpContext context, RequestDelegate call)
    {
        var bucket = _buckets.GetOrAdd(
            context.Request.Headers["X-Recharge-Access-Token"].ToString(),
            _ => new TokenBucket(_limit.BucketSize, _limit.LeakPerSecond)
        );
        var isAllowed = bucket.TryTake(out var limit);
        context.Response.Headers["X-Recharge-Limit"] = limit;
        await (
            isAllowed
                ? call(context)
                : LeanServer.AnswerAsync(
                    context,
                    StatusCodes.Status429TooManyRequests,
                    """{"warning":"too many requests"}"""u8.ToArray()
                )
        );
    }

    private TokenReport[] Tokens() =>
        [.. _buckets.Select(bucket => new TokenReport(bucket.Key, bucket.Value.Allowed, bucket.Value.Throttled))];

    private Task ResetAsync(HttpContext context)
    {
        var query = context.Request.Query;
        _ledger = new StubLedger(
            int.Parse(query["first"]!, CultureInfo.InvariantCulture),
            int.Parse(query["count"]!, CultureInfo.InvariantCulture)
        );
        _latency = TimeSpan.FromMilliseconds(double.Parse(query["latency"]!, CultureInfo.InvariantCulture));
        _limit = new StubLimit(
            int.Parse(query["bucket"]!, CultureInfo.InvariantCulture),
            double.Parse(query["leak"]!, CultureInfo.InvariantCulture)
        );
        _buckets.Clear();
        return LeanServer.AnswerAsync(context, StatusCodes.Status200OK, []);
    }

    private Task DelayAsync(HttpContext context) =>
        _latency == TimeSpan.Zero
            ? Task.CompletedTask
            : Task.Delay(_latency, TimeProvider.System, context.RequestAborted);

    private static string Reference(HttpContext context, byte[] body) =>
        context.Request.Headers["Idempotency-Key"] is { Count: 1 } key
            ? key.ToString()
            : JsonDocument.Parse(body).RootElement.GetProperty("reference").GetString()!;

    private static string PlatformOrder(string reference, long id) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"id":"{{OrderTemplate.PlatformId(id)}}","number":"{{id}}","reference":"{{reference}}","createdAt":"2026-03-02T14:15:33Z"}"""
        );
}
