using Microsoft.Extensions.DependencyInjection;
using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms.Http;

namespace RechargeSync.Platforms;

/// <summary>Registers kinds of platforms; <c>Stores:{store}:Platform:Kind</c> chooses one for each store.</summary>
public static class OrderPlatformServices
{
    /// <summary>What <c>Platform:Concurrency</c> is by default: few shop servers bear more from each worker.</summary>
    public const int DefaultConcurrency = 4;

    /// <summary>Registers a kind that has no options of its own.</summary>
    /// <typeparam name="TPlatform">
    /// The adapter. One is made for each store of the kind; its constructor may ask for
    /// <see cref="PlatformConnection"/>, <see cref="PlatformHttp"/>, a <see cref="TimeProvider"/> and any other
    /// registered service.
    /// </typeparam>
    /// <param name="services">Where to. Worker and Console both need it.</param>
    /// <param name="kind">Lower-case letters and digits, such as <c>acme</c>.</param>
    /// <param name="concurrency">Operations at once by one worker, where the store does not say.</param>
    /// <exception cref="ArgumentException">The kind is there already, or is no such name.</exception>
    public static IServiceCollection AddOrderPlatform<TPlatform>(
        this IServiceCollection services,
        string kind,
        int concurrency = DefaultConcurrency
    )
        where TPlatform : class, IOrderPlatform => services.Add(PlatformKind.Of<TPlatform>(kind, concurrency));

    /// <summary>
    /// Registers a kind with options of its own, bound to <c>Stores:{store}:Platform:{Kind}</c> and checked at start.
    /// </summary>
    /// <typeparam name="TPlatform">
    /// As above; its constructor may ask for <typeparamref name="TOptions"/> too, which are the store's.
    /// </typeparam>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <inheritdoc cref="AddOrderPlatform{TPlatform}(IServiceCollection, string, int)"/>
    public static IServiceCollection AddOrderPlatform<TPlatform, TOptions>(
        this IServiceCollection services,
        string kind,
        int concurrency = DefaultConcurrency
    )
        where TPlatform : class, IOrderPlatform
        where TOptions : class, IPlatformOptions, new() =>
        services.Add(PlatformKind.Of<TPlatform, TOptions>(kind, concurrency));

    /// <summary>Registers <c>http</c>, the API of docs/platform-api.md.</summary>
    public static IServiceCollection AddHttpPlatform(this IServiceCollection services) =>
        services.AddOrderPlatform<HttpOrderPlatform>(HttpOrderPlatform.Kind, HttpOrderPlatform.DefaultConcurrency);

    private static IServiceCollection Add(this IServiceCollection services, PlatformKind kind)
    {
        var known = services.Select(service => service.ImplementationInstance).OfType<PlatformKind>().ToList();
        if (known.Exists(other => other.Name == kind.Name))
        {
            throw new ArgumentException($"The kind '{kind.Name}' of platforms is registered twice.", nameof(kind));
        }

        if (known.Count == 0)
        {
            services.AddCallClient(PlatformHttp.ClientName, PlatformHttp.LongestIdle);
        }

        return services.AddSingleton(kind);
    }
}
