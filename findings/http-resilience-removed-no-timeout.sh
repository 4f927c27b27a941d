#!/usr/bin/env bash
# Microsoft.Extensions.Http.Resilience 10.11.0
# Guess:   a client from which RemoveAllResilienceHandlers takes the standard handler is an ordinary client again, with
#          HttpClient's time-out of 100 s.
# Happens: AddStandardResilienceHandler has set HttpClient.Timeout to infinite, since the handler has time-outs of its own.
#          Removing takes the handler with them and leaves the infinite one: nothing bounds a request any more.
# Seen:    plain: 00:01:40; standard: infinite; removed: infinite
. "$(dirname "$0")/lib.sh"

console Clients Microsoft.Extensions.Http.Resilience@10.11.0 <<'CS'
#pragma warning disable EXTEXP0001
using Microsoft.Extensions.DependencyInjection;

var services = new ServiceCollection();
services.AddHttpClient("plain");
services.AddHttpClient("standard").AddStandardResilienceHandler();
var removed = services.AddHttpClient("removed");
removed.AddStandardResilienceHandler();
removed.RemoveAllResilienceHandlers();
await using var provider = services.BuildServiceProvider();
foreach (var name in new[] { "plain", "standard", "removed" })
{
    var timeout = provider.GetRequiredService<IHttpClientFactory>().CreateClient(name).Timeout;
    Console.WriteLine($"{name}: {(timeout == Timeout.InfiniteTimeSpan ? "infinite" : timeout)}");
}
CS
judge "$(answer 30 Clients)" "plain: 00:01:40; standard: infinite; removed: infinite" \
  "RemoveAllResilienceHandlers leaves a client without any time-out"
