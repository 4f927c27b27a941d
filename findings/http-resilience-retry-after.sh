#!/usr/bin/env bash
# Microsoft.Extensions.Http.Resilience 10.11.0
# Guess:   Retry-After may lengthen a retry's delay, up to MaxDelay, and never shortens the back-off that is configured.
# Happens: it replaces both. 'Retry-After: 0' is retried at once in spite of Delay = 2 s, and 'Retry-After: 3' waits 3 s in
#          spite of MaxDelay = 0.1 s.
# Seen:    Retry-After 0, Delay 2 s: 2 tries in 0 s; Retry-After 3, MaxDelay 0.1 s: 2 tries in 3 s
. "$(dirname "$0")/lib.sh"

console Retry Microsoft.Extensions.Http.Resilience@10.11.0 <<'CS'
using System.Diagnostics;
using System.Net;
using Microsoft.Extensions.DependencyInjection;

await MeasureAsync("Retry-After 0, Delay 2 s", retryAfter: 0, delay: 2, maxDelay: 2);
await MeasureAsync("Retry-After 3, MaxDelay 0.1 s", retryAfter: 3, delay: 0.1, maxDelay: 0.1);

static async Task MeasureAsync(string name, int retryAfter, double delay, double maxDelay)
{
    var busy = new Busy(retryAfter);
    var services = new ServiceCollection();
    services.AddHttpClient("client").ConfigurePrimaryHttpMessageHandler(() => busy).AddStandardResilienceHandler(options =>
    {
        options.Retry.MaxRetryAttempts = 1;
        options.Retry.UseJitter = false;
        options.Retry.Delay = TimeSpan.FromSeconds(delay);
        options.Retry.MaxDelay = TimeSpan.FromSeconds(maxDelay);
    });
    await using var provider = services.BuildServiceProvider();
    var watch = Stopwatch.StartNew();
    await provider.GetRequiredService<IHttpClientFactory>().CreateClient("client").GetAsync("http://localhost/");
    Console.WriteLine($"{name}: {busy.Tries} tries in {(int)watch.Elapsed.TotalSeconds} s");
}

sealed class Busy(int retryAfter) : HttpMessageHandler
{
    public int Tries { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Tries++;
        return Task.FromResult(new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
        {
            Headers = { RetryAfter = new(TimeSpan.FromSeconds(retryAfter)) },
        });
    }
}
CS
judge "$(answer 30 Retry)" \
  "Retry-After 0, Delay 2 s: 2 tries in 0 s; Retry-After 3, MaxDelay 0.1 s: 2 tries in 3 s" \
  "Retry-After overrides Delay downwards and MaxDelay upwards"
