using RechargeSync.MockPlatform.Faults;

namespace RechargeSync.MockPlatform.Recharge.Access;

/// <summary>
/// Lets calls of Recharge's API go wrong as the dials say; behind the gate, so that they fill the bucket all the same.
/// </summary>
internal sealed class RechargeFaults(FaultDials faults, FaultInjector injector, CallCounters counters) : IMiddleware
{
    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        injector.InvokeAsync(context, faults.Current.Recharge, Refuse, next);

    private IResult Refuse(int status)
    {
        if (status != StatusCodes.Status429TooManyRequests)
        {
            return RechargeErrors.ServerError(status);
        }

        counters.WasThrottled();
        return RechargeErrors.TooManyRequests();
    }
}
