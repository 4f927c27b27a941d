using MassTransit;
using Microsoft.AspNetCore.Http;

namespace MassTransitPeer;

/// <summary>The public side: verify, store, answer, and tell the queue.</summary>
internal static class Ingress
{
    private const int MaxBodyBytes = 1024 * 1024;

    public static async Task RunAsync(Settings settings)
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
        builder.Services.AddSingleton(_ => Database.Open(settings, settings.IngressConnections));
        builder.Services.AddSingleton<Inbox>();
        builder.Services.AddSingleton<Announcer>();
        builder.Services.AddMassTransit(bus => bus.UsingRabbitMq((_, rabbit) => rabbit.ConfigureHost(settings)));

        await using var app = builder.Build();
        await app.Services.GetRequiredService<Inbox>().OpenAsync();
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
            var (verdict, row) = await http.RequestServices.GetRequiredService<Inbox>().StoreAsync(body);
            if (row is not null)
            {
                // Not awaited: the row is committed, and what does not reach the queue is the sweep's. RabbitMQ has no
                // say in the answer.
                _ = http.RequestServices.GetRequiredService<Announcer>().AnnounceAsync(row);
            }

            await http.Response.WriteAsJsonAsync(new Receipt(verdict), PeerJson.Default.Receipt);
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
