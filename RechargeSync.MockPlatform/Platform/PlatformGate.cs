using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using RechargeSync.MockPlatform.Faults;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Platform;

/// <summary>What every call of the platform passes: the API key, then the faults.</summary>
internal sealed class PlatformGate(FaultDials faults, FaultInjector injector, IOptions<MockOptions> options)
    : IMiddleware
{
    private const string Scheme = "Bearer ";
    private const int DefaultRetryAfterSeconds = 1;
    private readonly byte[] _key = Encoding.UTF8.GetBytes(options.Value.Platform.ApiKey);

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsAuthorized(context.Request.Headers.Authorization.ToString()))
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await PlatformProblems
                .Of(
                    StatusCodes.Status401Unauthorized,
                    "A valid API key is required.",
                    "Send it as Authorization: Bearer <key>."
                )
                .ExecuteAsync(context);
            return;
        }

        var side = faults.Current.Platform;
        await injector.InvokeAsync(
            context,
            side with
            {
                RetryAfterSeconds = side.RetryAfterSeconds ?? DefaultRetryAfterSeconds,
            },
            PlatformProblems.Fault,
            next
        );
        if (context.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound, ContentType: null })
        {
            await PlatformProblems.Of(StatusCodes.Status404NotFound, "There is nothing here.").ExecuteAsync(context);
        }
    }

    private bool IsAuthorized(string header) =>
        header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(header[Scheme.Length..].Trim()), _key);
}
