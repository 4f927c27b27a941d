using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace RechargeSync.Platforms.Tests.Workers;

/// <summary>
/// Stands between a worker and its platform, and kills the worker at one of its calls: right before that goes out, or
/// when the platform has answered it in full and the worker has not heard so.
/// </summary>
internal sealed class Relay : IAsyncDisposable
{
    // They speak of one connection, and here are two.
    private static readonly HashSet<string> s_hopByHop = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection",
        "Content-Length",
        "Host",
        "Keep-Alive",
        "Transfer-Encoding",
    };

    private readonly Uri _platform;
    private readonly WebApplication _app;
    private readonly HttpClient _http = new(
        new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
        }
    )
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    private int _calls;
    private volatile Order? _order;
    private volatile string? _struck;

    private Relay(Uri platform, WebApplication app) => (_platform, _app) = (platform, app);

    /// <summary>Where the worker is to find its platform.</summary>
    public Uri Address => new(new Uri(_app.Urls.Single()), _platform.PathAndQuery);

    /// <summary>The worker's calls so far.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>The call at which the worker was killed, and is gone; null where it lives.</summary>
    public string? Struck => _struck;

    /// <summary>Opens it; until it is told otherwise, everything passes.</summary>
    public static async Task<Relay> OpenAsync(Uri platform, CancellationToken cancellationToken)
    {
        // Empty: neither the test's environment nor its configuration has a say.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port: 0));
        var app = builder.Build();
        var relay = new Relay(platform, app);
        app.Run(relay.PassAsync);
        await app.StartAsync(cancellationToken);
        return relay;
    }

    /// <summary>Has the worker killed.</summary>
    /// <param name="call">At which of its calls, from 1.</param>
    /// <param name="fate"><see cref="CallFate.CrashBefore"/> or <see cref="CallFate.CrashAfter"/>.</param>
    /// <param name="kill">Returns once it is gone.</param>
    public void KillAt(int call, CallFate fate, Func<Task> kill) => _order = new Order(call, fate, kill);

    /// <summary>Returns when all that is under way has come to its end on the platform.</summary>
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _http.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var order = _order;
        var call = Interlocked.Increment(ref _calls);
        var isLast = call == order?.Call;
        if (call > order?.Call || (isLast && order!.Fate == CallFate.CrashBefore))
        {
            await EndAsync(context, isLast ? order : null);
            return;
        }

        // To its end, whatever becomes of the worker: what follows then sees all that the platform has done.
        using var request = await RequestAsync(context.Request);
        using var answer = await _http.SendAsync(request, CancellationToken.None);
        var body = await answer.Content.ReadAsByteArrayAsync(CancellationToken.None);
        if (isLast)
        {
            await EndAsync(context, order);
            return;
        }

        await AnswerAsync(context, answer, body);
    }

    private async Task EndAsync(HttpContext context, Order? order)
    {
        if (order is not null)
        {
            await order.Kill();
            _struck = string.Create(CultureInfo.InvariantCulture, $"{context.Request.Method} {context.Request.Path}");
        }

        context.Abort();
    }

    private async Task<HttpRequestMessage> RequestAsync(HttpRequest from)
    {
        using var body = new MemoryStream();
        await from.Body.CopyToAsync(body, CancellationToken.None);
        var target = from.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var request = new HttpRequestMessage(new HttpMethod(from.Method), new Uri(_platform, target));
        if (body.Length > 0)
        {
            request.Content = new ByteArrayContent(body.ToArray());
        }

        foreach (var (name, values) in from.Headers.Where(header => !s_hopByHop.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable()))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
            }
        }

        return request;
    }

    private static async Task AnswerAsync(HttpContext context, HttpResponseMessage answer, byte[] body)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (
            var (name, values) in answer
                .Headers.Concat(answer.Content.Headers)
                .Where(header => !s_hopByHop.Contains(header.Key))
        )
        {
            context.Response.Headers[name] = values.ToArray();
        }

        if (body.Length > 0)
        {
            context.Response.ContentLength = body.Length;
            await context.Response.Body.WriteAsync(body, context.RequestAborted);
        }
    }

    private sealed record Order(int Call, CallFate Fate, Func<Task> Kill);
}
