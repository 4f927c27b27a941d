using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using RechargeSync.Testing.Telemetry;

namespace RechargeSync.ServiceDefaults.Tests;

[Collection(Exporting.Name)]
public sealed partial class TelemetryTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly ActivitySource Source = new("RechargeSync");

    [Fact]
    public async Task Spans_logs_and_metrics_reach_the_collector()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var host = await TestHost.StartAsync(
            map: app => app.MapGet("/jobs/{id}", Work),
            settings: Settings(collector, "demo")
        );

        using (var response = await host.Client.GetAsync(new Uri("/jobs/7", UriKind.Relative)))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        var server = await collector.WaitForSpanAsync(
            s => s.Kind is ActivityKind.Server && IsFrom(s, "demo"),
            Patience
        );
        Assert.Equal("GET /jobs/{id}", server.Name);
        Assert.Equal("GET", server.Attributes["http.request.method"]);
        Assert.Equal("/jobs/7", server.Attributes["url.path"]);
        Assert.Equal("/jobs/{id}", server.Attributes["http.route"]);
        Assert.Equal("200", server.Attributes["http.response.status_code"]);
        Assert.False(server.IsError);

        var own = await collector.WaitForSpanAsync(s => IsNamed(s.Name, "step") && IsFrom(s, "demo"), Patience);
        Assert.Equal(server.TraceId, own.TraceId);
        Assert.Equal(server.SpanId, own.ParentSpanId);
        Assert.Equal("RechargeSync", own.Source);
        Assert.Equal("3", own.Attributes["count"]);
        Assert.Equal("true", own.Attributes["flag"]);
        var link = Assert.Single(own.Links);
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", link.TraceId);
        Assert.Equal("b7ad6b7169203331", link.SpanId);
        Assert.True(own.EndTime >= own.StartTime && own.StartTime > DateTimeOffset.UnixEpoch);

        await collector.WaitForAsync(r => r.Logs.Any(l => IsNamed(l.Body, "Worked on 7")), Patience);
        var log = collector.Logs.First(l => IsNamed(l.Body, "Worked on 7"));
        Assert.Equal(own.TraceId, log.TraceId);
        Assert.Equal("7", log.Attributes["id"]);
        Assert.Equal(("demo", "Work", "Information"), (log.ServiceName, log.Category, log.Severity));

        await collector.WaitForAsync(r => r.Metrics.Any(m => IsNamed(m.Name, "rechargesync.test.duration")), Patience);
        var metric = collector.Metrics.First(m => IsNamed(m.Name, "rechargesync.test.duration"));
        Assert.Equal(("demo", "RechargeSync", "s"), (metric.ServiceName, metric.Meter, metric.Unit));
        var point = Assert.Single(metric.Points);
        Assert.Equal((0.5, 1L, "placed"), (point.Value, point.Count, point.Attributes["outcome"]));
        Assert.True(collector.ContainsText("Worked on 7"));
        Assert.False(collector.ContainsText("buyer@example.com"));
    }

    [Fact]
    public async Task Health_requests_and_what_they_cause_are_not_traced()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var host = await TestHost.StartAsync(
            builder =>
                builder
                    .Services.AddHealthChecks()
                    .AddAsyncCheck(
                        "traced",
                        async token =>
                        {
                            using var span = Source.StartActivity("caused by a probe");
                            await Task.Yield();
                            return Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckResult.Healthy();
                        }
                    ),
            app => app.MapGet("/last", () => "done"),
            Settings(collector, "probed")
        );

        foreach (var path in (string[])["/health", "/alive", "/last"])
        {
            using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative));
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        // Spans are exported in the order in which they end, so nothing earlier is still to come.
        await collector.WaitForSpanAsync(s => IsNamed(s.Name, "GET /last") && IsFrom(s, "probed"), Patience);
        Assert.DoesNotContain(
            collector.Spans,
            s => s.Attributes.GetValueOrDefault("url.path") is "/health" or "/alive"
        );
        Assert.DoesNotContain(collector.Spans, s => IsNamed(s.Name, "caused by a probe"));
    }

    [Fact]
    public async Task Health_requests_are_not_counted()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var host = await TestHost.StartAsync(
            map: app => app.MapGet("/last", () => "done"),
            settings: Settings(collector, "counted")
        );

        foreach (var path in (string[])["/health", "/alive", "/last"])
        {
            using var response = await host.Client.GetAsync(new Uri(path, UriKind.Relative));
        }

        await collector.WaitForAsync(r => Routes(r).Any(route => route is "/last"), Patience);
        Assert.DoesNotContain(Routes(collector), route => route is "/health" or "/alive");

        static IEnumerable<string?> Routes(OtlpReceiver receiver) =>
            receiver
                .Metrics.Where(m => m is { Name: "http.server.request.duration", ServiceName: "counted" })
                .SelectMany(m => m.Points)
                .Select(p => p.Attributes.GetValueOrDefault("http.route"));
    }

    [Fact]
    public async Task A_failure_is_marked_and_tells_its_type_only()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var host = await TestHost.StartAsync(
            WithoutLogs,
            app => app.MapGet("/fail", IResult () => throw new InvalidOperationException("buyer@example.com")),
            Settings(collector, "failing")
        );

        using var response = await host.Client.GetAsync(new Uri("/fail", UriKind.Relative));

        var span = await collector.WaitForSpanAsync(s => IsNamed(s.Name, "GET /fail"), Patience);
        Assert.True(span.IsError);
        Assert.Equal("500", span.Attributes["http.response.status_code"]);
        Assert.Equal("System.InvalidOperationException", span.Attributes["error.type"]);
        Assert.False(collector.ContainsText("buyer@example.com"));
    }

    [Fact]
    public async Task A_call_to_another_service_continues_the_trace_and_its_query_is_in_no_span()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var host = await TestHost.StartAsync(WithoutLogs, MapCall, Settings(collector, "tracing"));

        await host.Client.GetStringAsync(new Uri("/outer", UriKind.Relative));

        var outer = await collector.WaitForSpanAsync(s => IsNamed(s.Name, "GET /outer"), Patience);
        var inner = await collector.WaitForSpanAsync(s => IsNamed(s.Name, "GET /inner"), Patience);
        var call = await collector.WaitForSpanAsync(
            s => string.Equals(s.SpanId, inner.ParentSpanId, StringComparison.Ordinal),
            Patience
        );
        Assert.Equal(outer.TraceId, inner.TraceId);
        Assert.Equal(ActivityKind.Client, call.Kind);
        Assert.Equal(outer.SpanId, call.ParentSpanId);
        Assert.EndsWith("/inner?*", call.Attributes["url.full"], StringComparison.Ordinal);
        Assert.False(collector.ContainsText("buyer@example.com"));
    }

    [Fact]
    public async Task Address_that_opens_something_is_in_no_span()
    {
        await using var collector = await OtlpReceiver.StartAsync();
        await using var host = await TestHost.StartAsync(
            WithoutLogs,
            app =>
                app.MapGet(
                    "/clear",
                    async (IHttpClientFactory clients) =>
                    {
                        using var request = new HttpRequestMessage(
                            HttpMethod.Delete,
                            new Uri(app.Urls.First() + "/carts/opens-a-cart/items")
                        );
                        request.Options.Set(
                            new HttpRequestOptionsKey<string>("rechargesync.shown_url"),
                            "http://platform.test/carts/*/items"
                        );
                        using var http = clients.CreateClient();
                        using var answer = await http.SendAsync(request);
                    }
                ),
            Settings(collector, "clearing")
        );

        await host.Client.GetAsync(new Uri("/clear", UriKind.Relative));

        var call = await collector.WaitForSpanAsync(span => span.Kind == ActivityKind.Client, Patience);
        Assert.Equal("http://platform.test/carts/*/items", call.Attributes["url.full"]);
    }

    [Fact]
    public async Task Without_a_collector_nothing_is_recorded()
    {
        await using var host = await TestHost.StartAsync(map: app =>
            app.MapGet(
                "/",
                () =>
                {
                    using var span = Source.StartActivity("step");
                    return span?.IsAllDataRequested;
                }
            )
        );

        var isRecorded = await host.Client.GetStringAsync(new Uri("/", UriKind.Relative));

        Assert.Equal("false", isRecorded);
        Assert.Null(host.App.Services.GetService<TracerProvider>());
        Assert.Null(host.App.Services.GetService<MeterProvider>());
    }

    [Fact]
    public async Task Without_a_collector_traces_are_handed_on()
    {
        await using var host = await TestHost.StartAsync(map: MapCall);

        var ids = await host.Client.GetStringAsync(new Uri("/outer", UriKind.Relative));

        // Sampled, as a service would be told that does export.
        var spans = ids.Split(' ').Select(id => ActivityContext.Parse(id, traceState: null)).ToList();
        Assert.Equal(2, spans.DistinctBy(s => s.SpanId).Count());
        Assert.Single(spans.DistinctBy(s => s.TraceId));
        Assert.All(spans, s => Assert.Equal(ActivityTraceFlags.Recorded, s.TraceFlags));
    }

    [Fact]
    public async Task Without_a_collector_work_continues_the_trace_that_was_stored_with_it()
    {
        await using var host = await TestHost.StartAsync();
        var stored = ActivityContext.Parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", traceState: null);

        using var work = Source.StartActivity(ActivityKind.Consumer, stored, name: "work");

        Assert.Equal(stored.TraceId, work?.TraceId);
        Assert.True(work?.Recorded);
    }

    // Answers with the ids of the two requests.
    private static void MapCall(WebApplication app)
    {
        app.MapGet("/inner", () => Activity.Current?.Id);
        app.MapGet(
            "/outer",
            async (IHttpClientFactory http, CancellationToken token) =>
            {
                using var client = http.CreateClient();
                var address = new Uri(app.Urls.Single() + "/inner?email=buyer@example.com");
                var inner = await client.GetStringAsync(address, token);
                return $"{Activity.Current?.Id} {inner}";
            }
        );
    }

    private static void WithoutLogs(WebApplicationBuilder builder) => builder.Logging.SetMinimumLevel(LogLevel.None);

    private static string Work(string id, ILoggerFactory loggers, IMeterFactory meters)
    {
        var link = new ActivityLink(
            ActivityContext.Parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", traceState: null)
        );
        using var span = Source.StartActivity(ActivityKind.Internal, links: [link], name: "step");
        span?.SetTag("count", 3).SetTag("flag", true);
        WorkedOn(loggers.CreateLogger("Work"), id);
        meters
            .Create("RechargeSync")
            .CreateHistogram<double>("rechargesync.test.duration", unit: "s")
            .Record(0.5, new KeyValuePair<string, object?>("outcome", "placed"));
        return "done";
    }

    [LoggerMessage(9901, LogLevel.Information, "Worked on {id}")]
    private static partial void WorkedOn(ILogger logger, string id);

    private static Dictionary<string, string> Settings(OtlpReceiver collector, string serviceName) =>
        new(collector.Environment, StringComparer.Ordinal) { ["OTEL_SERVICE_NAME"] = serviceName };

    private static bool IsNamed(string name, string expected) =>
        string.Equals(name, expected, StringComparison.Ordinal);

    // Several services run in this process, and each one's provider hears the spans of all.
    private static bool IsFrom(OtlpSpan span, string serviceName) =>
        string.Equals(span.ServiceName, serviceName, StringComparison.Ordinal);
}
