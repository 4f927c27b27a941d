using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Stand-in for Microsoft.Extensions.Http.Resilience, on Polly's core.</summary>
public static class ResilienceHttpClientBuilderExtensions
{
    /// <summary>Sends the client's requests through the standard pipeline (<see cref="HttpStandardResilienceOptions"/>).</summary>
    /// <remarks>The options are checked when the host starts.</remarks>
    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(this IHttpClientBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);

        // The builder of ConfigureHttpClientDefaults has no name: then all clients share the pipelines of this name.
        var name = $"{builder.Name}-standard";
        builder.Services.AddOptions<HttpStandardResilienceOptions>(name).ValidateOnStart();
        builder.Services.AddSingleton<IValidateOptions<HttpStandardResilienceOptions>>(new StandardResilienceValidator(name));
        builder.Services.AddKeyedSingleton(name, (services, _) => new StandardPipelines(
            name,
            services.GetRequiredService<IOptionsMonitor<HttpStandardResilienceOptions>>(),
            services.GetRequiredService<IOptionsMonitor<StandardPipelineSelection>>()));
        builder.AddHttpMessageHandler(services => new ResilienceHandler(services.GetRequiredKeyedService<StandardPipelines>(name)));
        return new Builder(name, builder.Services);
    }

    /// <summary>As <see cref="AddStandardResilienceHandler(IHttpClientBuilder)"/>, with options of your own.</summary>
    public static IHttpStandardResiliencePipelineBuilder AddStandardResilienceHandler(
        this IHttpClientBuilder builder, Action<HttpStandardResilienceOptions> configure) =>
        builder.AddStandardResilienceHandler().Configure(configure);

    /// <summary>Takes every resilience handler off this client again, also one that all clients get by default.</summary>
    [Experimental("EXTEXP0001")]
    public static IHttpClientBuilder RemoveAllResilienceHandlers(this IHttpClientBuilder builder) =>
        builder.ConfigureAdditionalHttpMessageHandlers(static (handlers, _) =>
        {
            foreach (var handler in handlers.OfType<ResilienceHandler>().ToList())
            {
                handlers.Remove(handler);
            }
        });

    private sealed record Builder(string PipelineName, IServiceCollection Services) : IHttpStandardResiliencePipelineBuilder;
}
