using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Conformance;

/// <summary>An adapter as a worker has it: made from the store's settings by the registered kind.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    private const string Name = "conformance";

    private const string Key = $"Stores:{Name}:Platform";

    private readonly ServiceProvider _services;

    private TestStore(ServiceProvider services, IOrderPlatform platform) => (_services, Platform) = (services, platform);

    public IOrderPlatform Platform { get; }

    /// <exception cref="InvalidOperationException">
    /// The kind is not registered, or finds fault with the settings.
    /// </exception>
    public static TestStore Open(
        IPlatformUnderTest platform,
        IReadOnlyDictionary<string, string?> settings,
        CallGate? gate = null
    )
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System);
        platform.Register(services);
        if (gate is not null)
        {
            services.AddHttpClient(PlatformHttp.ClientName).AddHttpMessageHandler(gate.Handler);
        }

        var provider = services.BuildServiceProvider();
        var kind =
            provider.GetServices<PlatformKind>().FirstOrDefault(one => one.Name == platform.Kind)
            ?? throw new InvalidOperationException($"Register() has not registered the kind '{platform.Kind}'.");
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(setting => KeyValuePair.Create($"{Key}:{setting.Key}", setting.Value))
            )
            .Build();
        var connection = new PlatformConnection
        {
            Store = Name,
            Key = Key,
            BaseUrl = settings.GetValueOrDefault("BaseUrl")?.TrimEnd('/') ?? "",
            ApiKey = settings.GetValueOrDefault("ApiKey") ?? "",
        };
        var problems = kind.Problems(configuration, connection).ToList();
        return problems.Count > 0
            ? throw new InvalidOperationException(string.Join(Environment.NewLine, problems))
            : new TestStore(provider, kind.Create(provider, configuration, connection));
    }

    public async ValueTask DisposeAsync()
    {
        (Platform as IDisposable)?.Dispose();
        await _services.DisposeAsync();
    }
}
