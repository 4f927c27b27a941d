using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>
/// The Console as it runs in production, on a port of its own: a viewer's and an operator's key, two stores, nobody at
/// Recharge.
/// </summary>
internal sealed class RunningConsole : IAsyncDisposable
{
    public const string ViewerKey = "viewer-key-for-tests";
    public const string OperatorKey = "operator-key-for-tests";

    private readonly WebApplication _app;

    private RunningConsole(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Everything that is mapped, pages and their forms included.</summary>
    public IEnumerable<RouteEndpoint> Endpoints =>
        _app.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    /// <summary>Hands what it logs to somebody more.</summary>
    public void LogTo(ILoggerProvider provider) =>
        _app.Services.GetRequiredService<ILoggerFactory>().AddProvider(provider);

    public AdminClient Operator => new(Http(OperatorKey));

    public AdminClient Viewer => new(Http(ViewerKey));

    public static Task<RunningConsole> StartAsync(Servers servers, TestDatabase database, params string[] settings) =>
        StartAsync(servers, database, clock: null, settings);

    public static async Task<RunningConsole> StartAsync(
        Servers servers,
        TestDatabase database,
        TimeProvider? clock,
        params string[] settings
    )
    {
        var app = ConsoleHost.Build(
            [
                .. WithoutKeys(servers, database),
                $"--Admin:Keys:vera:Hash={Hash(ViewerKey)}",
                "--Admin:Keys:vera:Role=viewer",
                $"--Admin:Keys:olga:Hash={Hash(OperatorKey)}",
                "--Admin:Keys:olga:Role=operator",
                .. settings,
            ],
            clock
        );
        await app.StartAsync(CancellationToken.None);
        return new RunningConsole(app);
    }

    /// <summary>All that the Console needs, but for somebody who may use it.</summary>
    public static string[] WithoutKeys(Servers servers, TestDatabase database) =>
        [
            "--environment=Production",
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:syncdb={database.ConnectionString}",
            $"--ConnectionStrings:redis={servers.RedisConnectionString}",
            .. Store("default", "the-default-secret"),
            .. Store("classic", "the-classic-secret"),
        ];

    /// <summary>A client with a key, or with none.</summary>
    public HttpClient Http(string? key = null)
    {
        var http = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false })
        {
            BaseAddress = Address,
        };
        if (key is not null)
        {
            http.DefaultRequestHeaders.Add(AdminApi.KeyHeader, key);
        }

        return http;
    }

    /// <summary>Whether a cookie, sent as a browser would, lets its sender in.</summary>
    public async Task<bool> LetsInAsync(string cookie)
    {
        using var http = Http();
        http.DefaultRequestHeaders.Add("Cookie", cookie);
        using var answer = await http.GetAsync(new Uri("/admin/v1/session", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Signs in and returns the cookie as a browser would send it.</summary>
    public async Task<(HttpResponseMessage Answer, string Cookie)> SignInAsync(string key)
    {
        using var http = Http();
        var answer = await http.PostAsJsonAsync(
            new Uri("/admin/v1/session", UriKind.Relative),
            new { key },
            CancellationToken.None
        );
        return (
            answer,
            answer.Headers.TryGetValues("Set-Cookie", out var cookies) ? cookies.First().Split(';')[0] : ""
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }

    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    public static async Task<JsonElement> JsonAsync(HttpResponseMessage answer) =>
        JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;

    private static string[] Store(string name, string secret) =>
        [
            $"--Stores:{name}:ClientSecrets:0={secret}",
            $"--Stores:{name}:AccessToken=token-{name}",
            $"--Stores:{name}:TimeZone=UTC",
            $"--Stores:{name}:AcceptLegacySignature=true",
            $"--Stores:{name}:Recharge:BaseUrl=http://127.0.0.1:1",
            $"--Stores:{name}:Platform:BaseUrl=http://127.0.0.1:1",
            $"--Stores:{name}:Platform:ApiKey=key",
        ];
}
