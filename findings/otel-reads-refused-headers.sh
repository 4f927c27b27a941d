#!/usr/bin/env bash
# OpenTelemetry.Instrumentation.AspNetCore 1.20.2
# Guess:   the DistributedContextPropagator among an ASP.NET Core app's services decides what of a stranger's trace headers
#          is believed. With one that reads none, every request begins a trace of its own, recorded or not.
# Happens: so it does until the instrumentation is added. That reads the headers once more with OpenTelemetry's own
#          propagator and puts the request under the stranger's trace: whoever can reach the app chooses the id under which
#          its work is found. Only where OpenTelemetry's is a plain TraceContextPropagator, which its default is not, is the
#          reading left to ASP.NET.
# Seen:    ASP.NET's propagator: the stranger's; one that reads none: its own; and instrumentation: the stranger's; and
#          TraceContextPropagator: its own
. "$(dirname "$0")/lib.sh"
export Logging__LogLevel__Default=Error

web Traces OpenTelemetry.Extensions.Hosting@1.20.1 OpenTelemetry.Instrumentation.AspNetCore@1.20.2 <<'CS'
using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Context.Propagation;
using OpenTelemetry.Trace;

await Ask("ASP.NET's propagator", _ => { });
await Ask("one that reads none", services => services.AddSingleton<DistributedContextPropagator, ReadsNone>());
await Ask("and instrumentation", Instrumented);
Sdk.SetDefaultTextMapPropagator(new TraceContextPropagator());
await Ask("and TraceContextPropagator", Instrumented);

static void Instrumented(IServiceCollection services) => services
    .AddSingleton<DistributedContextPropagator, ReadsNone>()
    .AddOpenTelemetry().WithTracing(tracing => tracing.AddAspNetCoreInstrumentation());

static async Task Ask(string name, Action<IServiceCollection> configure)
{
    const string Stranger = "11111111111111111111111111111111";
    var builder = WebApplication.CreateBuilder();
    builder.WebHost.UseUrls("http://127.0.0.1:0");
    configure(builder.Services);
    await using var app = builder.Build();
    app.MapGet("/", () => $"{Activity.Current?.TraceId}");
    await app.StartAsync();
    using var client = new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null });
    client.DefaultRequestHeaders.Add("traceparent", $"00-{Stranger}-2222222222222222-01");
    var trace = await client.GetStringAsync(app.Urls.Single());
    Console.WriteLine($"{name}: {(trace == Stranger ? "the stranger's" : trace.Length == 32 ? "its own" : "no trace")}");
    await app.StopAsync();
}

sealed class ReadsNone : DistributedContextPropagator
{
    public override IReadOnlyCollection<string> Fields => [];

    public override void Inject(Activity activity, object carrier, PropagatorSetterCallback setter) { }

    public override void ExtractTraceIdAndState(object carrier, PropagatorGetterCallback getter, out string id, out string state) =>
        (id, state) = (null, null);

    public override IEnumerable<KeyValuePair<string, string>> ExtractBaggage(object carrier, PropagatorGetterCallback getter) => null;
}
CS
judge "$(answer 60 Traces)" "ASP.NET's propagator: the stranger's; one that reads none: its own; and instrumentation: the \
stranger's; and TraceContextPropagator: its own" \
  "the instrumentation takes the caller's trace id although the app's propagator reads no header"
