using Aspire.StackExchange.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RechargeSync.Core.Startup;
using StackExchange.Redis;

namespace RechargeSync.Core.Streams;

/// <summary>
/// Registers the connections to Redis, all of them alike. Everything here can do without Redis for a while, so nothing
/// may wait for it: neither a start nor a call.
/// </summary>
internal static class RedisConnections
{
    // The client connects where it is injected, and tries for five seconds and more by default. It goes on trying in
    // the background. These come first, so that the connection string's own options win.
    private const string Defaults = "connectTimeout=1000,connectRetry=1,abortConnect=false,";

    /// <summary>The connection that all share.</summary>
    public static IHostApplicationBuilder AddRedis(this IHostApplicationBuilder builder)
    {
        builder.AddRedisClient(StreamServices.ConnectionName, Apply, Apply);
        builder.Services.AddSingleton<IStartupCheck, EvictionCheck>();
        return builder;
    }

    /// <summary>
    /// A connection of their own for blocking reads, under the key <see cref="StreamServices.ConnectionName"/>.
    /// </summary>
    public static IHostApplicationBuilder AddBlockingRedis(this IHostApplicationBuilder builder)
    {
        builder.AddKeyedRedisClient(StreamServices.ConnectionName, Apply, Apply);
        return builder;
    }

    private static void Apply(StackExchangeRedisSettings settings)
    {
        // Its check calls a service unhealthy that does without Redis, and its PING would wait behind a blocking read.
        settings.DisableHealthChecks = true;

        // It would keep every command in memory for ten seconds, sampled or not, and make each read and each hint a
        // trace of its own.
        settings.DisableTracing = true;
        if (!string.IsNullOrEmpty(settings.ConnectionString))
        {
            settings.ConnectionString = Defaults + settings.ConnectionString;
        }
    }

    // By default, a command waits five seconds for a Redis that is away, and is sent late if it comes back. Here it
    // fails at once.
    private static void Apply(ConfigurationOptions options) => options.BacklogPolicy = BacklogPolicy.FailFast;
}
