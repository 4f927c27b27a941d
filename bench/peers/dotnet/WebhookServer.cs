using Microsoft.AspNetCore.Http;

namespace Peer;

/// <summary>The public side: verify, store, answer.</summary>
internal static class WebhookServer
{
    private const int MaxBodyBytes = 1024 * 1024;

    public static WebApplicationBuilder Create(Settings settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxBodyBytes;
            kestrel.Listen(System.Net.IPAddress.Loopback, settings.Port);
        });
        builder.Services.AddSingleton(settings);
        return builder;
    }

    public static async Task RunAsync(WebApplication app)
    {
        await Database.OpenAsync(app.Services.GetRequiredService<Npgsql.NpgsqlDataSource>());
        app.MapGet("/alive", () => "alive");
        app.MapPost($"/webhooks/recharge/{Settings.Store}/{Settings.Topic}", ReceiveAsync);
        await app.RunAsync();
    }

    private static async Task ReceiveAsync(HttpContext http)
    {
        byte[] body;
        try
        {
            body = await ReadAsync(http.Request, http.RequestAborted);
        }
        catch (BadHttpRequestException exception)
        {
            http.Response.StatusCode = exception.StatusCode;
            return;
        }

        var settings = http.RequestServices.GetRequiredService<Settings>();
        if (!Signature.IsValid(settings.Secret, body, http.Request.Headers["X-Recharge-Hmac-Sha256"]))
        {
            http.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        try
        {
            var stored = await http.RequestServices.GetRequiredService<IInbox>().StoreAsync(body);
            await http.Response.WriteAsJsonAsync(new Receipt(stored.Verdict), PeerJson.Default.Receipt);
            if (stored.Then is { } then)
            {
                await http.Response.CompleteAsync();
                await then();
            }
        }
        catch (Exception exception) when (exception is Npgsql.NpgsqlException or TimeoutException)
        {
            http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static async Task<byte[]> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength is { } length and <= MaxBodyBytes)
        {
            var body = new byte[length];
            await request.Body.ReadExactlyAsync(body, cancellationToken);
            return body;
        }

        using var stream = new MemoryStream();
        await request.Body.CopyToAsync(stream, cancellationToken);
        return stream.ToArray();
    }
}
