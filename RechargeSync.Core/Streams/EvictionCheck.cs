using RechargeSync.Core.Startup;
using StackExchange.Redis;

namespace RechargeSync.Core.Streams;

/// <summary>A Redis that may evict any key may drop the stream with all that waits in it.</summary>
internal sealed class EvictionCheck(IConnectionMultiplexer redis) : IStartupCheck
{
    // Managed services forbid CONFIG, and the client forbids INFO unless it is told to act as an administrator. A
    // script may ask; the key leads it to the server that holds the stream.
    private const string Ask = "return redis.call('INFO', 'memory')";

    public async Task<string?> FindProblemAsync(CancellationToken cancellationToken)
    {
        var info = await redis.GetDatabase().ScriptEvaluateAsync(Ask, [StreamOptions.Key]).WaitAsync(cancellationToken);
        return Judge((string?)info ?? "");
    }

    /// <summary>Judges the answer to <c>INFO memory</c>.</summary>
    internal static string? Judge(string info)
    {
        var fields = info.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split(':', 2))
            .Where(pair => pair.Length == 2)
            .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);
        var policy = fields.GetValueOrDefault("maxmemory_policy", "");
        return policy.StartsWith("allkeys-", StringComparison.Ordinal)
            ? $"Redis has maxmemory-policy {policy}, which may drop the stream {StreamOptions.Key}: "
                + "set maxmemory-policy to noeviction (or a volatile- policy)."
            : null;
    }
}
