using System.Globalization;
using Microsoft.Extensions.Options;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Faults;

/// <summary>Stands between the caller and one side, and lets go wrong what the dials say.</summary>
internal sealed class FaultInjector(
    Dice dice,
    TimeProvider time,
    IHostApplicationLifetime lifetime,
    IOptions<MockOptions> options
)
{
    /// <param name="side">The dials of the side that is called.</param>
    /// <param name="refuse">Writes that side's body for a status of an error.</param>
    /// <param name="next">The call itself.</param>
    public async Task InvokeAsync(HttpContext context, SideFaults side, Func<int, IResult> refuse, RequestDelegate next)
    {
        if (side.OnlyHost is { } host && !string.Equals(host, context.Request.Host.Host, StringComparison.Ordinal))
        {
            await next(context);
            return;
        }

        if (side.LatencyMs > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(side.LatencyMs), time, context.RequestAborted);
        }

        if (side.RefuseStatus is { } refusal)
        {
            await refuse(refusal).ExecuteAsync(context);
        }
        else if (dice.Roll(side.HangRate))
        {
            await HangAsync(context);
        }
        else if (dice.Roll(side.ErrorRate))
        {
            var status = dice.Roll(0.5)
                ? StatusCodes.Status500InternalServerError
                : StatusCodes.Status503ServiceUnavailable;
            await refuse(status).ExecuteAsync(context);
        }
        else if (dice.Roll(side.RateLimitRate))
        {
            if (side.RetryAfterSeconds is { } seconds)
            {
                context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
            }

            await refuse(StatusCodes.Status429TooManyRequests).ExecuteAsync(context);
        }
        else if (dice.Roll(side.AmbiguousRate))
        {
            _ = await AnswerOfAsync(context, next);
            context.Abort();
        }
        else if (dice.Roll(side.MalformedRate))
        {
            var answer = await AnswerOfAsync(context, next);
            await SendAsync(context, IsSuccess(context.Response.StatusCode) ? answer[..(answer.Length / 2)] : answer);
        }
        else
        {
            await next(context);
        }
    }

    private async Task HangAsync(HttpContext context)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted,
            lifetime.ApplicationStopping
        );
        try
        {
            await Task.Delay(options.Value.Faults.HangLimit, time, end.Token);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // The caller gave up or the mock shuts down: either way there is nobody left to keep waiting.
        }

        context.Abort();
    }

    private static async Task<ReadOnlyMemory<byte>> AnswerOfAsync(HttpContext context, RequestDelegate next)
    {
        var real = context.Response.Body;
        using var buffer = new MemoryStream();
        context.Response.Body = buffer;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = real;
        }

        return buffer.ToArray();
    }

    private static bool IsSuccess(int status) => status is >= 200 and < 300;

    // Half a JSON body in valid HTTP: what a caller gets when a server dies while it writes.
    private static async Task SendAsync(HttpContext context, ReadOnlyMemory<byte> answer)
    {
        if (context.Response.StatusCode != StatusCodes.Status204NoContent)
        {
            context.Response.ContentLength = answer.Length;
            await context.Response.Body.WriteAsync(answer, context.RequestAborted);
        }
    }
}
