using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>The telemetry API of Aspire's dashboard.</summary>
internal sealed class DashboardTelemetry : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(200);

    private readonly HttpClient _http;

    private DashboardTelemetry(HttpClient http) => _http = http;

    public static async Task<DashboardTelemetry> ConnectAsync(DistributedApplication app)
    {
        var address = await app.GetDashboardUrlAsync();
        var http = new HttpClient { BaseAddress = new Uri(address.GetLeftPart(UriPartial.Authority)) };
        http.DefaultRequestHeaders.Add(
            "x-api-key",
            app.Services.GetRequiredService<IConfiguration>()["AppHost:DashboardApiKey"]
        );
        return new DashboardTelemetry(http);
    }

    public void Dispose() => _http.Dispose();

    /// <summary>Every span that it holds.</summary>
    public async Task<IReadOnlyList<Span>> SpansAsync()
    {
        using var answer = await _http.GetAsync(new Uri("/api/telemetry/spans?limit=10000", UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        var root = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return
        [
            .. from resource in root.GetProperty("data").GetProperty("resourceSpans").EnumerateArray()
            let service = Attributes(resource.GetProperty("resource"))["service.name"]
            from scope in resource.GetProperty("scopeSpans").EnumerateArray()
            from span in scope.GetProperty("spans").EnumerateArray()
            select new Span(
                service,
                Text(span, "name"),
                Text(span, "traceId"),
                Text(span, "parentSpanId"),
                Attributes(span)
            ),
        ];
    }

    /// <summary>Waits until a span fits.</summary>
    public async Task<Span> UntilAsync(Func<Span, bool> fits, string what)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if ((await SpansAsync()).FirstOrDefault(fits) is { } span)
            {
                return span;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(started) < s_patience, $"Waited in vain for {what}.");
            await Task.Delay(s_look, TimeProvider.System);
        }
    }

    private static string Text(JsonElement element, string member) =>
        element.TryGetProperty(member, out var value) ? value.GetString() ?? "" : "";

    private static Dictionary<string, string> Attributes(JsonElement element) =>
        element.TryGetProperty("attributes", out var attributes)
            ? attributes
                .EnumerateArray()
                .ToDictionary(
                    attribute => attribute.GetProperty("key").GetString()!,
                    attribute => attribute.GetProperty("value").EnumerateObject().First().Value.ToString(),
                    StringComparer.Ordinal
                )
            : [];

    /// <param name="Service">Who recorded it.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="TraceId">Its trace.</param>
    /// <param name="ParentId">The span above; empty for the first of a trace.</param>
    /// <param name="Attributes">Its attributes.</param>
    internal sealed record Span(
        string Service,
        string Name,
        string TraceId,
        string ParentId,
        IReadOnlyDictionary<string, string> Attributes
    )
    {
        public override string ToString() => $"{Service}: {Name}";
    }
}
