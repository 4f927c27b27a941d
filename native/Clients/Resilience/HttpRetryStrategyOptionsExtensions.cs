using System.Diagnostics.CodeAnalysis;

namespace Microsoft.Extensions.Http.Resilience;

/// <summary>Restricts which methods are retried.</summary>
[Experimental("EXTEXP0001")]
public static class HttpRetryStrategyOptionsExtensions
{
    /// <summary>Never retries POST, PUT, PATCH, DELETE and CONNECT.</summary>
    public static void DisableForUnsafeHttpMethods(this HttpRetryStrategyOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        HttpMethod[] methods = [HttpMethod.Post, HttpMethod.Put, HttpMethod.Patch, HttpMethod.Delete, HttpMethod.Connect];
        var shouldHandle = options.ShouldHandle;
        options.ShouldHandle = async args =>
            !(args.Context.Properties.TryGetValue(ResilienceHandler.RequestKey, out var request) && methods.Contains(request.Method))
            && await shouldHandle(args);
    }
}
