using System.Text.Json;
using Microsoft.AspNetCore.Http.Features;
using Npgsql;
using RechargeSync.Console.Access;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Live;

/// <summary><c>GET /admin/v1/live</c>: server-sent events.</summary>
internal sealed class LiveEndpoint(
    LiveHub hub,
    AdminSession sessions,
    IHostApplicationLifetime host,
    TimeProvider clock
)
{
    /// <summary>After this a listener has to come again, and show again that he may.</summary>
    private static readonly TimeSpan s_longest = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan s_look = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_quiet = TimeSpan.FromSeconds(15);

    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/live", (HttpContext context, LiveEndpoint live) => live.ListenAsync(context))
            .WithTags("Live")
            .WithSummary("Events as they happen, as server-sent events.")
            .Produces<LiveEvent>(StatusCodes.Status200OK, "text/event-stream");

    private async Task ListenAsync(HttpContext context)
    {
        if (hub.Join() is not { } listener)
        {
            await Refusal.Unavailable("Too many listen", "Close other live views, and come again.").WriteAsync(context);
            return;
        }

        using var deadline = new CancellationTokenSource(s_longest, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(
            deadline.Token,
            context.RequestAborted,
            host.ApplicationStopping
        );
        var session = EndWithSessionAsync(context, end);
        try
        {
            await WriteAsync(context, listener.Reader, end.Token);
        }
        catch (OperationCanceledException)
        {
            // Over: by its time, by the listener, with his session, or with the service.
        }
        finally
        {
            hub.Leave(listener);
            await end.CancelAsync();
            await session;
        }
    }

    private async Task EndWithSessionAsync(HttpContext context, CancellationTokenSource end)
    {
        try
        {
            using var timer = new PeriodicTimer(s_look, clock);
            while (await timer.WaitForNextTickAsync(end.Token))
            {
                if (!await sessions.HoldsAsync(context, end.Token))
                {
                    break;
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or NpgsqlException)
        {
            // Over anyway; or nobody can say whether it may go on, and who listens has to come again.
        }

        await end.CancelAsync();
    }

    private async Task WriteAsync(
        HttpContext context,
        System.Threading.Channels.ChannelReader<LiveEvent> events,
        CancellationToken cancellationToken
    )
    {
        var response = context.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-store";
        response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        await response.WriteAsync(": the tail begins\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        var more = events.WaitToReadAsync(cancellationToken).AsTask();
        while (true)
        {
            try
            {
                if (!await more.WaitAsync(s_quiet, clock, cancellationToken))
                {
                    return;
                }

                while (events.TryRead(out var happened))
                {
                    await response.WriteAsync(
                        $"id: {happened.Id}\nevent: event\ndata: "
                            + $"{JsonSerializer.Serialize(happened, AdminJson.Default.LiveEvent)}\n\n",
                        cancellationToken
                    );
                }

                more = events.WaitToReadAsync(cancellationToken).AsTask();
            }
            catch (TimeoutException)
            {
                // So that whatever stands between sees that the connection lives.
                await response.WriteAsync(": quiet\n\n", cancellationToken);
            }

            await response.Body.FlushAsync(cancellationToken);
        }
    }
}
