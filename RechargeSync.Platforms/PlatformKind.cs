using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms;

/// <summary>
/// A registered kind of platforms: how the engine checks a store's options of it, and makes its adapter.
/// </summary>
internal sealed class PlatformKind
{
    private readonly Type _adapter;
    private readonly Func<IConfigurationSection, IPlatformOptions>? _bind;

    private PlatformKind(string name, int concurrency, Type adapter, Func<IConfigurationSection, IPlatformOptions>? bind)
    {
        if (name.Length == 0 || !name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c)))
        {
            throw new ArgumentException($"'{name}' is no kind: give lower-case letters and digits.", nameof(name));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(concurrency, 1);
        (Name, Concurrency, _adapter, _bind) = (name, concurrency, adapter, bind);
        Section = char.ToUpper(name[0], CultureInfo.InvariantCulture) + name[1..];
    }

    public string Name { get; }

    /// <summary>Where a store does not say how many operations there may be at once.</summary>
    public int Concurrency { get; }

    /// <summary>Where the kind's options are, below <c>Stores:{store}:Platform</c>.</summary>
    public string Section { get; }

    public static PlatformKind Of<TPlatform>(string name, int concurrency)
        where TPlatform : class, IOrderPlatform => new(name, concurrency, typeof(TPlatform), bind: null);

    public static PlatformKind Of<TPlatform, TOptions>(string name, int concurrency)
        where TPlatform : class, IOrderPlatform
        where TOptions : class, IPlatformOptions, new() =>
        new(
            name,
            concurrency,
            typeof(TPlatform),
            section => section.Get<TOptions>(binder => binder.ErrorOnUnknownConfiguration = true) ?? new TOptions()
        );

    /// <summary>What is wrong with a store's options of this kind, each with the key that is to be corrected.</summary>
    public IEnumerable<string> Problems(IConfiguration configuration, PlatformConnection connection)
    {
        if (_bind is null)
        {
            return [];
        }

        var key = $"{connection.Key}:{Section}";
        try
        {
            return _bind(configuration.GetSection(key)).Problems(key, connection);
        }
        catch (InvalidOperationException exception)
        {
            return [$"{key}: {exception.Message}"];
        }
    }

    /// <summary>The adapter of a store whose options hold.</summary>
    public IOrderPlatform Create(IServiceProvider services, IConfiguration configuration, PlatformConnection connection)
    {
        var http = new PlatformHttp(
            connection,
            services.GetRequiredService<IHttpClientFactory>(),
            services.GetRequiredService<TimeProvider>()
        );
        var options = _bind?.Invoke(configuration.GetSection($"{connection.Key}:{Section}"));
        object[] own = options is null ? [connection, http] : [connection, http, options];
        return (IOrderPlatform)ActivatorUtilities.CreateInstance(new ForOneStore(services, own), _adapter);
    }

    /// <summary>The host's services, and before them what is one store's own.</summary>
    private sealed class ForOneStore(IServiceProvider services, object[] own) : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            Array.Find(own, item => item.GetType() == serviceType)
            ?? (serviceType == typeof(IServiceProviderIsService) ? null : services.GetService(serviceType));
    }
}
