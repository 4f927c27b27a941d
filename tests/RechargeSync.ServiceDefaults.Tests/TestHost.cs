using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RechargeSync.ServiceDefaults.Tests;

/// <summary>A service with the defaults, on a free port of 127.0.0.1.</summary>
internal sealed class TestHost : IAsyncDisposable
{
    private TestHost(WebApplication app) => App = app;

    public WebApplication App { get; }

    public HttpClient Client => field ??= new HttpClient { BaseAddress = new Uri(App.Urls.Single()) };

    public static async Task<TestHost> StartAsync(
        Action<WebApplicationBuilder>? configure = null,
        Action<WebApplication>? map = null,
        IEnumerable<KeyValuePair<string, string>>? settings = null
    )
    {
        var builder = NewBuilder(settings);
        configure?.Invoke(builder);
        var app = builder.Build();
        app.MapDefaultEndpoints();
        map?.Invoke(app);
        await app.StartAsync(CancellationToken.None);
        return new TestHost(app);
    }

    public static WebApplicationBuilder NewBuilder(IEnumerable<KeyValuePair<string, string>>? settings = null)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(
            (settings ?? []).Select(s => KeyValuePair.Create(s.Key, (string?)s.Value))
        );
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.AddServiceDefaults();
        return builder;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await App.DisposeAsync();
    }
}
