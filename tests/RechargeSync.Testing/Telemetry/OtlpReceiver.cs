using System.Diagnostics;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace RechargeSync.Testing.Telemetry;

/// <summary>
/// An OTLP collector within the test (http/protobuf, 127.0.0.1, a free port) that keeps what it gets. Point a service
/// at it with <see cref="Environment"/>.
/// </summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly List<OtlpSpan> _spans = [];
    private readonly List<OtlpLog> _logs = [];
    private readonly List<OtlpMetric> _metrics = [];
    private readonly List<byte[]> _bodies = [];
    private readonly WebApplication _app;
    private TaskCompletionSource _arrival = NewArrival();

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>Where to export to, without a path.</summary>
    public Uri Endpoint => new(_app.Urls.Single());

    /// <summary>Everything a service needs in order to export here, and soon.</summary>
    public IReadOnlyDictionary<string, string> Environment =>
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = Endpoint.ToString(),
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
            ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
            ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
            ["OTEL_TRACES_SAMPLER"] = "always_on",
        };

    /// <summary>A snapshot of the spans received so far, in order of arrival.</summary>
    public IReadOnlyList<OtlpSpan> Spans => Snapshot(_spans);

    /// <summary>A snapshot of the log records received so far.</summary>
    public IReadOnlyList<OtlpLog> Logs => Snapshot(_logs);

    /// <summary>A snapshot of the metrics received so far, every export of each.</summary>
    public IReadOnlyList<OtlpMetric> Metrics => Snapshot(_metrics);

    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellationToken = default)
    {
        // Empty: neither the test's environment nor its configuration has a say.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.Listen(IPAddress.Loopback, port: 0);
                kestrel.Limits.MaxRequestBodySize = null;
            });

        // A source of its own: a service under test in this process would trace, and so export, its own exports.
        builder.Services.AddSingleton(new ActivitySource("RechargeSync.Testing.OtlpReceiver"));

        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        app.Run(receiver.ReceiveAsync);
        await app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Waits until <paramref name="condition"/> holds; it is asked again after each arrival.</summary>
    /// <exception cref="TimeoutException">It did not hold in time; the message lists the spans that came.</exception>
    public async Task WaitForAsync(
        Func<OtlpReceiver, bool> condition,
        TimeSpan timeout,
        CancellationToken cancellationToken = default
    )
    {
        using var timer = new CancellationTokenSource(timeout);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        while (true)
        {
            Task arrival;
            lock (_gate)
            {
                arrival = _arrival.Task;
            }

            if (condition(this))
            {
                return;
            }

            try
            {
                await arrival.WaitAsync(either.Token);
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                throw new TimeoutException($"Not seen within {timeout}. Received: {Summary()}", e);
            }
        }
    }

    /// <summary>Waits for a span.</summary>
    /// <exception cref="TimeoutException">It did not come in time.</exception>
    public async Task<OtlpSpan> WaitForSpanAsync(
        Func<OtlpSpan, bool> predicate,
        TimeSpan timeout,
        CancellationToken cancellationToken = default
    )
    {
        await WaitForAsync(r => r.Spans.Any(predicate), timeout, cancellationToken);
        return Spans.First(predicate);
    }

    /// <summary>
    /// Whether the text occurs anywhere in what was received, be it a name, a value, an event or a message: the check
    /// that no personal data and no secret is exported.
    /// </summary>
    public bool ContainsText(string text)
    {
        var wanted = Encoding.UTF8.GetBytes(text);
        return Snapshot(_bodies).Any(body => body.AsSpan().IndexOf(wanted) >= 0);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        Keep(context.Request.Path, body.ToArray());

        // An empty protobuf message: everything was accepted.
        context.Response.ContentType = "application/x-protobuf";
    }

    private void Keep(string? path, byte[] body)
    {
        TaskCompletionSource arrival;
        lock (_gate)
        {
            switch (path)
            {
                case "/v1/traces":
                    _spans.AddRange(OtlpDecoder.Decode(body, OtlpItems.Span));
                    break;
                case "/v1/logs":
                    _logs.AddRange(OtlpDecoder.Decode(body, OtlpItems.Log));
                    break;
                case "/v1/metrics":
                    _metrics.AddRange(OtlpDecoder.Decode(body, OtlpItems.Metric));
                    break;
                default:
                    return;
            }

            _bodies.Add(body);
            (arrival, _arrival) = (_arrival, NewArrival());
        }

        arrival.SetResult();
    }

    private List<T> Snapshot<T>(List<T> items)
    {
        lock (_gate)
        {
            return [.. items];
        }
    }

    private string Summary()
    {
        var spans = Spans.Select(s => $"{s.ServiceName}/{s.Name}").Distinct(StringComparer.Ordinal).Take(40);
        return $"{Spans.Count} spans, {Logs.Count} logs, {Metrics.Count} metrics: {string.Join(", ", spans)}";
    }

    private static TaskCompletionSource NewArrival() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
