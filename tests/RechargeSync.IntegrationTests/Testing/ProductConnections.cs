using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RechargeSync.Core.Streams;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>The two connections to Redis as a worker registers them.</summary>
internal sealed class ProductConnections : IAsyncDisposable
{
    private readonly IHost _host;

    public ProductConnections(string redis)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Configuration[$"ConnectionStrings:{StreamServices.ConnectionName}"] = redis;
        builder.AddRedis().AddBlockingRedis();
        _host = builder.Build();
    }

    /// <summary>The connection that all share; connects at the first look.</summary>
    public IConnectionMultiplexer Shared => _host.Services.GetRequiredService<IConnectionMultiplexer>();

    /// <summary>The connection for blocking reads; connects at the first look.</summary>
    public IConnectionMultiplexer Blocking =>
        _host.Services.GetRequiredKeyedService<IConnectionMultiplexer>(StreamServices.ConnectionName);

    /// <summary>Starts what was registered beside them, telemetry for instance.</summary>
    public Task StartAsync() => _host.StartAsync(CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
    }
}
