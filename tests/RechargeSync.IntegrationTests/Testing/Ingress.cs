using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>The ingress behind a real Kestrel, in this process, so that a test sees what it logs.</summary>
internal sealed class Ingress : IAsyncDisposable
{
    public const string Secret = "the-client-secret";

    private readonly WebApplication _app;

    private Ingress(WebApplication app, LogLines log) => (_app, Log) = (app, log);

    /// <summary>What it has logged, from warnings on.</summary>
    public LogLines Log { get; }

    public Uri Address => new(_app.Urls.Single());

    public IServiceProvider Services => _app.Services;

    /// <param name="servers">Where its Redis is.</param>
    /// <param name="database">Its database.</param>
    /// <param name="configure">Changes what it is made of; null for nothing.</param>
    /// <param name="settings">Settings by their keys.</param>
    public static async Task<Ingress> StartAsync(
        Servers servers,
        TestDatabase database,
        Action<IServiceCollection>? configure,
        params (string Key, string Value)[] settings
    )
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>(StringComparer.Ordinal)
            {
                ["ConnectionStrings:syncdb"] = database.ConnectionString,
                ["ConnectionStrings:redis"] = servers.RedisConnectionString,
                ["Stores:default:ClientSecrets:0"] = Secret,
                ["Stores:default:AcceptLegacySignature"] = "true",
            }
        );
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))
        );
        var log = new LogLines();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.AddRedis();
        builder.AddStorage();
        builder.AddStores().AddStreamProducer().AddInbox();
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapRechargeWebhooks();
        await app.StartAsync(CancellationToken.None);
        return new Ingress(app, log);
    }

    /// <summary>A connection to it on which a test writes what it likes.</summary>
    public Task<RawConnection> ConnectAsync() => RawConnection.OpenAsync(Address);

    /// <summary>Sends one request on a connection of its own.</summary>
    public async Task<RawAnswer> PostAsync(byte[] body, params (string Name, string Value)[] headers)
    {
        await using var connection = await ConnectAsync();
        await connection.SendHeadAsync([.. headers, ("Content-Length", RawConnection.Text(body.Length))]);
        await connection.SendAsync(body);
        return await connection.AnswerAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
