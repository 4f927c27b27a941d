using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Http;
using Microsoft.Extensions.Http.Resilience;

namespace Microsoft.Extensions.Hosting;

/// <summary>Resilience and service discovery of the services' HttpClients.</summary>
public static class HttpClientDefaults
{
    private static readonly TimeSpan TimeoutWithout = TimeSpan.FromSeconds(100);

    // The pipeline limits a call; HttpClient's own limit would cut its retries short.
    private static readonly Action<HttpClient> LimitedByPipeline = client => client.Timeout = Timeout.InfiniteTimeSpan;
    private static readonly Action<HttpClient> LimitedByItself = client => client.Timeout = TimeoutWithout;

    internal static IServiceCollection AddHttpClientDefaults(this IServiceCollection services)
    {
        services.AddServiceDiscovery();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IHttpMessageHandlerBuilderFilter, OneResilienceHandler>()
        );
        services.ConfigureHttpClientDefaults(http =>
        {
            http.AddStandardResilienceHandler(options =>
                {
                    RetryAfter.Honour(options.Retry);

                    // A repeated POST is a second order: only the worker may decide to send a write again.
#pragma warning disable EXTEXP0001 // Experimental in name only: there since 9.0, and the list of methods is the one we want.
                    options.Retry.DisableForUnsafeHttpMethods();
#pragma warning restore EXTEXP0001
                })
                // All clients share this pipeline's state; one dead host must not open the circuit for the others.
                .SelectPipelineByAuthority();
            http.ConfigureHttpClient(LimitedByPipeline);
            http.AddServiceDiscovery();
        });
        return services;
    }

    /// <summary>
    /// Takes the standard resilience (retries, circuit breaker, time-outs of 10 s and 30 s) off one client, which then
    /// has the retries of its own code alone. Service discovery stays.
    /// </summary>
    /// <example><c>builder.Services.AddHttpClient("recharge").WithoutStandardResilience();</c></example>
    /// <remarks>
    /// The order of calls does not matter, and a client that is already registered can be named again. What remains is
    /// <see cref="HttpClient.Timeout"/>, 100 s unless the client sets its own.
    /// </remarks>
    public static IHttpClientBuilder WithoutStandardResilience(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        // In place, so that what the client sets itself still comes after it.
        builder.Services.Configure<HttpClientFactoryOptions>(
            builder.Name,
            options =>
            {
                var actions = options.HttpClientActions;
                if (actions.IndexOf(LimitedByPipeline) is >= 0 and var place)
                {
                    actions[place] = LimitedByItself;
                }
            }
        );
#pragma warning disable EXTEXP0001 // The one way to opt out of a handler that every client gets; called nowhere else.
        return builder.RemoveAllResilienceHandlers();
#pragma warning restore EXTEXP0001
    }
}
