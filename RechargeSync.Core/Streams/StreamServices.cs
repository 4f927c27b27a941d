using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;

namespace RechargeSync.Core.Streams;

/// <summary>Registers the stream's two ends.</summary>
internal static class StreamServices
{
    /// <summary>The connection string's name, and the key of the connection for blocking reads.</summary>
    public const string ConnectionName = "redis";

    /// <summary>What adds entries.</summary>
    public static IHostApplicationBuilder AddStreamProducer(this IHostApplicationBuilder builder)
    {
        builder.Services.TryAddSingleton<StreamProducer>();
        builder.Services.TryAddSingleton<StreamMonitor>();
        return builder;
    }

    /// <summary>Shows Redis in the service's health without making it a condition of readiness.</summary>
    public static IHostApplicationBuilder AddStreamHealth(this IHostApplicationBuilder builder)
    {
        builder.Services.AddHealthChecks().AddCheck<StreamHealthCheck>("redis");
        return builder;
    }

    /// <summary>What reads entries; needs an <see cref="IStreamHandler"/>.</summary>
    public static IHostApplicationBuilder AddStreamConsumer(this IHostApplicationBuilder builder)
    {
        builder.AddStreamProducer();
        builder
            .Services.AddCheckedOptions(StreamOptions.Section, new StreamOptionsValidation())
            .Validate(
                o => o.Block > TimeSpan.Zero && o.Block <= TimeSpan.FromSeconds(4),
                "Streams:Block must be above 0 and at most 00:00:04, below the Redis client's own time-out."
            );
        builder.Services.AddSingleton(services => new WorkerName(
            services.GetRequiredService<IOptions<StreamOptions>>().Value.Consumer,
            Path.GetTempPath()
        ));
        builder.Services.AddHostedService<StreamConsumer>();
        builder.Services.AddHostedService<StreamKeeper>();
        return builder;
    }
}
