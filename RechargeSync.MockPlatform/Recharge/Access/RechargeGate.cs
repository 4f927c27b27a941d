using System.Globalization;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Recharge.Access;

/// <summary>
/// What every call of Recharge's API passes: request id, token, version and bucket, in this order, and the headers that
/// every answer carries.
/// </summary>
internal sealed class RechargeGate(StoreDirectory stores, CallLimiter limiter, CallCounters counters) : IMiddleware
{
    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        counters.Called();
        var store = stores.ByToken(context.Request.Headers["X-Recharge-Access-Token"].ToString());
        var bucket = limiter.Of(store);
        var fits = bucket.TryAdd(out var used);
        var headers = context.Response.Headers;
        headers["X-Request-Id"] = Guid.NewGuid().ToString("N");
        headers["X-Recharge-Limit"] = string.Create(CultureInfo.InvariantCulture, $"{used}/{bucket.Size}");

        var refusal = Admit(context, store, fits);
        if (refusal is not null)
        {
            await refusal.ExecuteAsync(context);
            return;
        }

        await next(context);
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound, ContentType: null })
        {
            await RechargeErrors.NotFound().ExecuteAsync(context);
        }
    }

    private IResult? Admit(HttpContext context, Store? store, bool fits)
    {
        if (store is null)
        {
            context.Response.Headers["X-Recharge-Version"] = ApiVersion.January2021.ToText();
            return RechargeErrors.BadAuthentication();
        }

        var asked = context.Request.Headers["X-Recharge-Version"].ToString();
        var version = store.Version;
        if (asked.Length > 0 && !ApiVersions.TryParse(asked, out version))
        {
            return RechargeErrors.UnknownVersion(asked);
        }

        context.Response.Headers["X-Recharge-Version"] = version.ToText();
        if (!fits)
        {
            counters.DidOverflow();
            return RechargeErrors.TooManyRequests();
        }

        context.Features.Set(new RechargeCall(store, version));
        return null;
    }
}
