using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Stores;
using StackExchange.Redis;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// Recharge's leaky bucket, kept in Redis and shared by all workers of a token: a call takes its place before it is
/// made and waits for it where the bucket is full. What Recharge says of its own bucket corrects ours.
/// </summary>
internal sealed class CallBudget(
    IConnectionMultiplexer redis, IOptions<BudgetOptions> options, BudgetMetrics metrics, TimeProvider clock, ILogger<CallBudget> log)
{
    // KEYS[1] the token's bucket. ARGV: size, leak per second, longest wait in ms. Answers ms to wait, or minus the ms
    // after which to come again. The level may exceed the size: what is above it is places already given away.
    private const string Take = """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        local b = redis.call('HMGET', KEYS[1], 'level', 'at', 'size', 'until')
        local size = tonumber(b[3] or ARGV[1])
        local leak = tonumber(ARGV[2]) / 1000
        local level = math.max(0, tonumber(b[1] or 0) - (now - tonumber(b[2] or now)) * leak)
        local wait = math.max((level + 1 - size) / leak, tonumber(b[4] or 0) - now, 0)
        if wait > tonumber(ARGV[3]) then return -math.ceil(wait) end
        redis.call('HSET', KEYS[1], 'level', tostring(level + 1), 'at', now)
        redis.call('PEXPIRE', KEYS[1], 600000)
        return math.ceil(wait)
        """;

    // KEYS[1] the bucket. ARGV: used and size by Recharge's word, 1 where it answered 429, pause in ms.
    private const string Learn = """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        if tonumber(ARGV[2]) > 0 then
            local level = tonumber(redis.call('HGET', KEYS[1], 'level') or 0)
            if tonumber(ARGV[1]) > level then redis.call('HSET', KEYS[1], 'level', ARGV[1], 'at', now) end
            redis.call('HSET', KEYS[1], 'size', ARGV[2])
        end
        if ARGV[3] == '1' then redis.call('HSET', KEYS[1], 'until', now + tonumber(ARGV[4])) end
        redis.call('PEXPIRE', KEYS[1], 600000)
        return 0
        """;

    /// <summary>Takes a place, waiting for it if need be. Null when the call may be made; else how long to stay away.</summary>
    public async Task<TimeSpan?> TakeAsync(Store store, CancellationToken cancellationToken)
    {
        var rate = TokenRate.Of(store.Options.AccessToken, options.Value);
        long wait;
        try
        {
            wait = (long)await redis.GetDatabase().ScriptEvaluateAsync(
                Take, [Key(store)], [rate.BucketSize, rate.LeakPerSecond.ToString(CultureInfo.InvariantCulture), (long)options.Value.MaxWait.TotalMilliseconds]);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // Without the shared bucket a 429 is the worst that can happen, and it is retried.
            log.BudgetUnknown(exception, store.Name);
            return null;
        }

        if (wait < 0)
        {
            metrics.PutOff(store.Name);
            return TimeSpan.FromMilliseconds(-wait);
        }

        metrics.Waited(store.Name, TimeSpan.FromMilliseconds(wait));
        if (wait > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(wait), clock, cancellationToken);
        }

        return null;
    }

    /// <summary>Takes in what an answer tells of Recharge's own bucket.</summary>
    public async Task LearnAsync(Store store, HttpResponseHeaders? headers, HttpStatusCode? status)
    {
        var limit = headers is not null && headers.TryGetValues("X-Recharge-Limit", out var values) ? CallLimit.Parse(values.First()) : null;
        var throttled = status == HttpStatusCode.TooManyRequests;
        if (limit is not null)
        {
            metrics.Used(store.Name, limit);
        }

        if (throttled)
        {
            metrics.Throttled(store.Name);
        }

        if (limit is null && !throttled)
        {
            return;
        }

        try
        {
            await redis.GetDatabase().ScriptEvaluateAsync(
                Learn, [Key(store)], [limit?.Used ?? 0, limit?.Size ?? 0, throttled ? "1" : "0", (long)options.Value.PauseAfterThrottle.TotalMilliseconds]);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            log.BudgetUnknown(exception, store.Name);
        }
    }

    // The token is a secret: its hash names the bucket, so that stores of one token share it.
    private static RedisKey Key(Store store) => $"rechargesync:budget:{store.TokenHash}";
}
