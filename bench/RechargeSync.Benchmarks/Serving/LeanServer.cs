using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace RechargeSync.Benchmarks.Serving;

/// <summary>Kestrel with as little around it as there can be.</summary>
internal static class LeanServer
{
    /// <summary>Serves what is mapped, and <c>/alive</c>, until the process is told to end.</summary>
    public static async Task<int> RunAsync(Action<WebApplication> map, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<KestrelServerOptions>(kestrel => kestrel.AddServerHeader = false);
        await using var app = builder.Build();
        app.MapGet("/alive", () => "alive");
        map(app);
        await app.StartAsync(cancellationToken);
        await app.WaitForShutdownAsync(cancellationToken);
        return 0;
    }

    /// <summary>The request's body, whose length has to be stated.</summary>
    public static async Task<byte[]> ReadAsync(HttpContext context)
    {
        var body = new byte[
            context.Request.ContentLength ?? throw new InvalidOperationException("A Content-Length is needed.")
        ];
        await context.Request.Body.ReadExactlyAsync(body, context.RequestAborted);
        return body;
    }

    public static async Task AnswerAsync(HttpContext context, int status, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = body.Length;
        await context.Response.Body.WriteAsync(body, context.RequestAborted);
    }
}
