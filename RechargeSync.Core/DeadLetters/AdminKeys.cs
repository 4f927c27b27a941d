using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace RechargeSync.Core.DeadLetters;

/// <summary>Lets an operator in by key; in development, where no key is configured, anybody.</summary>
internal sealed class AdminKeys(IOptions<AdminOptions> options, IHostEnvironment environment) : IEndpointFilter
{
    public const string Header = "X-Api-Key";
    private const string ActorItem = "admin.actor";

    /// <summary>The name under which the caller's acts are recorded.</summary>
    public static string Actor(HttpContext context) => (string)context.Items[ActorItem]!;

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (Identify(context.HttpContext.Request) is not { } actor)
        {
            return ValueTask.FromResult<object?>(TypedResults.Problem(
                $"Send a key of Admin:KeyHashes in the header {Header}.", statusCode: StatusCodes.Status401Unauthorized, title: "Operators only"));
        }

        context.HttpContext.Items[ActorItem] = actor;
        return next(context);
    }

    private string? Identify(HttpRequest request)
    {
        var hashes = options.Value.KeyHashes;
        if (hashes.Count == 0)
        {
            return environment.IsDevelopment() ? "developer" : null;
        }

        if (request.Headers[Header].ToString() is not { Length: > 0 } key)
        {
            return null;
        }

        var given = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))));
        return hashes.FirstOrDefault(pair => CryptographicOperations.FixedTimeEquals(given, Encoding.ASCII.GetBytes(pair.Value))).Key;
    }
}
