using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms.Http;

namespace RechargeSync.Testing;

/// <summary>Stores' platforms as a host has them, with what answers given by the test.</summary>
internal static class TestPlatforms
{
    public static PlatformRegistry Registry(
        StoreRegistry stores,
        IHttpClientFactory http,
        Action<IServiceCollection>? add = null,
        IConfiguration? configuration = null
    )
    {
        var services = new ServiceCollection().AddHttpPlatform();
        services.AddSingleton(http).AddSingleton(TimeProvider.System);
        add?.Invoke(services);
        var provider = services.BuildServiceProvider();
        return new PlatformRegistry(
            stores,
            provider.GetServices<PlatformKind>(),
            configuration ?? new ConfigurationBuilder().Build(),
            provider,
            TimeProvider.System
        );
    }

    public static HttpOrderPlatform Http(IHttpClientFactory http, string baseUrl, string apiKey = "")
    {
        var connection = Connection(baseUrl, apiKey);
        return new HttpOrderPlatform(connection, new PlatformHttp(connection, http, TimeProvider.System));
    }

    public static PlatformConnection Connection(string baseUrl = "http://platform.test", string apiKey = "") =>
        PlatformRegistry.ConnectionOf("default", new PlatformOptions { BaseUrl = baseUrl, ApiKey = apiKey });
}
