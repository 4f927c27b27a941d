using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;

namespace Microsoft.Extensions.Hosting;

/// <summary>Resilience and service discovery of the services' HttpClients.</summary>
public static class HttpClientDefaults
{
    internal static IServiceCollection AddHttpClientDefaults(this IServiceCollection services)
    {
        services.AddServiceDiscovery();
        services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(options =>
                {
                    // A repeated POST is a second order: only the worker may decide to send a write again.
#pragma warning disable EXTEXP0001 // Experimental in name only: there since 9.0, and the list of methods is the one we want.
                    options.Retry.DisableForUnsafeHttpMethods();
#pragma warning restore EXTEXP0001
                })
                // All clients share this pipeline's state; one dead host must not open the circuit for the others.
                .SelectPipelineByAuthority();
            http.AddServiceDiscovery();
        });
        return services;
    }

    /// <summary>
    /// Takes the standard resilience (retries, circuit breaker, time-outs of 10 s and 30 s) off one client, which then has the
    /// time-outs and retries of its own code alone. Service discovery stays.
    /// </summary>
    /// <example><c>builder.Services.AddHttpClient("recharge").WithoutStandardResilience();</c></example>
    /// <remarks>
    /// The order of calls does not matter, and a client that is already registered can be named again. What remains is
    /// <see cref="HttpClient.Timeout"/>, 100 s unless set.
    /// </remarks>
    public static IHttpClientBuilder WithoutStandardResilience(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
#pragma warning disable EXTEXP0001 // The one way to opt out of a handler that every client gets; called nowhere else.
        return builder.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
    }
}
