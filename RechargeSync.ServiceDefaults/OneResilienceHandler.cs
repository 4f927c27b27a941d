using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;

namespace Microsoft.Extensions.Hosting;

/// <summary>
/// Refuses a client that has a resilience handler of its own besides the one that every client gets: each try of the
/// outer one would be four of the inner one.
/// </summary>
internal sealed class OneResilienceHandler : IHttpMessageHandlerBuilderFilter
{
    public Action<HttpMessageHandlerBuilder> Configure(Action<HttpMessageHandlerBuilder> next) =>
        builder =>
        {
            next(builder);
            if (builder.AdditionalHandlers.OfType<ResilienceHandler>().Skip(1).Any())
            {
                throw new InvalidOperationException(
                    $"The HTTP client '{builder.Name}' has two resilience handlers, and they multiply their tries. "
                        + $"Call {nameof(HttpClientDefaults.WithoutStandardResilience)} before adding one of its own."
                );
            }
        };
}
