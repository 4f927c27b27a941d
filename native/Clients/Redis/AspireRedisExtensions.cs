using Aspire.StackExchange.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace Microsoft.Extensions.Hosting;

/// <summary>Stand-in for Aspire.StackExchange.Redis.</summary>
public static class AspireRedisExtensions
{
    private const string SectionName = "Aspire:StackExchange:Redis";

    /// <summary>
    /// Registers a singleton <see cref="IConnectionMultiplexer"/>, connected on first use, and the health check
    /// <c>StackExchange.Redis</c>. While Redis is away the multiplexer exists, fails calls, and keeps on reconnecting.
    /// </summary>
    public static void AddRedisClient(
        this IHostApplicationBuilder builder,
        string connectionName,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        var settings = ReadSettings(builder, connectionName, configureSettings);
        builder.Services.AddSingleton<IConnectionMultiplexer>(
            services => Connect(services, settings, connectionName, configureOptions));
        AddHealthCheck(
            builder, settings, "StackExchange.Redis", services => services.GetRequiredService<IConnectionMultiplexer>());
    }

    /// <summary>
    /// As <see cref="AddRedisClient"/>, for a keyed singleton: <paramref name="name"/> is the key of the service, the name
    /// of the connection string and the end of the health check's name (<c>StackExchange.Redis_{name}</c>).
    /// </summary>
    public static void AddKeyedRedisClient(
        this IHostApplicationBuilder builder,
        string name,
        Action<StackExchangeRedisSettings>? configureSettings = null,
        Action<ConfigurationOptions>? configureOptions = null)
    {
        var settings = ReadSettings(builder, name, configureSettings);
        builder.Services.AddKeyedSingleton<IConnectionMultiplexer>(
            name, (services, _) => Connect(services, settings, name, configureOptions));
        AddHealthCheck(
            builder, settings, $"StackExchange.Redis_{name}", services => services.GetRequiredKeyedService<IConnectionMultiplexer>(name));
    }

    private static StackExchangeRedisSettings ReadSettings(
        IHostApplicationBuilder builder, string connectionName, Action<StackExchangeRedisSettings>? configureSettings)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrEmpty(connectionName);

        var settings = new StackExchangeRedisSettings();
        var section = builder.Configuration.GetSection(SectionName);
        section.Bind(settings);
        section.GetSection(connectionName).Bind(settings);
        settings.ConnectionString = builder.Configuration.GetConnectionString(connectionName) ?? settings.ConnectionString;
        configureSettings?.Invoke(settings);
        return settings;
    }

    private static ConnectionMultiplexer Connect(
        IServiceProvider services,
        StackExchangeRedisSettings settings,
        string connectionName,
        Action<ConfigurationOptions>? configureOptions)
    {
        if (string.IsNullOrWhiteSpace(settings.ConnectionString))
        {
            throw new InvalidOperationException(
                $"No endpoints specified. Ensure a valid connection string was provided in 'ConnectionStrings:{connectionName}' "
                + $"or for the '{SectionName}:ConnectionString' configuration key.");
        }

        var options = ConfigurationOptions.Parse(settings.ConnectionString);
        options.AbortOnConnectFail = false;
        configureOptions?.Invoke(options);

        var connection = ConnectionMultiplexer.Connect(options);
        RedisConnectionLog.Follow(connection, services.GetRequiredService<ILogger<ConnectionMultiplexer>>());
        return connection;
    }

    private static void AddHealthCheck(
        IHostApplicationBuilder builder,
        StackExchangeRedisSettings settings,
        string name,
        Func<IServiceProvider, IConnectionMultiplexer> connection)
    {
        if (!settings.DisableHealthChecks)
        {
            builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
                name, services => new RedisHealthCheck(() => connection(services)), failureStatus: null, tags: null));
        }
    }
}
