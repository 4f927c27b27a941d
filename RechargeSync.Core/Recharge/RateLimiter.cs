using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Runtime.InteropServices;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Stores;
using StackExchange.Redis;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// Recharge's leaky bucket, kept in Redis and shared by all workers of a token: a call takes its place before it is
/// made and waits for it where the bucket is full. What Recharge says of its own bucket corrects ours.
/// </summary>
internal sealed class RateLimiter(
    IConnectionMultiplexer redis,
    IOptions<RateLimitOptions> options,
    RateLimitMetrics metrics,
    TimeProvider clock,
    ILogger<RateLimiter> log
)
{
    // How full the bucket may be for a call that no webhook caused to still add one: what such calls leave is enough
    // for a live order's burst, and they still use half of what is allowed.
    private const double BackfillShare = 0.5;

    // What both scripts begin with. KEYS[1] the token's bucket. ARGV[1] leak per second.
    //   level  calls in the bucket at the time 'at'; above the size it is places already given away
    //   size   by Recharge's word
    //   open   calls that have their place and no answer yet; after 'over' none of them can still be under way
    private const string Level = """
        local t = redis.call('TIME')
        local now = t[1] * 1000 + math.floor(t[2] / 1000)
        local b = redis.call('HMGET', KEYS[1], 'level', 'at', 'size', 'until', 'open', 'over')
        local leak = tonumber(ARGV[1]) / 1000
        local level = math.max(0, tonumber(b[1] or 0) - (now - tonumber(b[2] or now)) * leak)
        local open = tonumber(b[5] or 0)
        local over = tonumber(b[6] or 0)

        """;

    // ARGV: size, longest wait in ms, share of the bucket, priority. Answers ms to wait, or minus the ms after which to
    // come again. One or two places stay free, because calls do not arrive at the pace at which they were sent.
    // Deferred calls get different times, one leak apart: a backlog that came back all at once would find one place.
    private const string TakeScript =
        Level
        + """
            local size = tonumber(b[3] or ARGV[2])
            local room = math.max(1, (size - math.max(1, size / 20)) * tonumber(ARGV[4]))
            local wait = math.max((level + 1 - room) / leak, tonumber(b[4] or 0) - now, 0)
            if wait > tonumber(ARGV[3]) then
                local later = math.max(tonumber(redis.call('HGET', KEYS[1], 'later:' .. ARGV[5]) or 0), now + wait)
                later = math.min(later + 1 / leak, now + wait + 300000)
                redis.call('HSET', KEYS[1], 'later:' .. ARGV[5], tostring(later))
                return -math.ceil(later - now)
            end
            if now > over then open = 0 end
            over = math.max(over, now + wait + 120000)
            redis.call('HMSET', KEYS[1], 'level', tostring(level + 1), 'at', now,
                'open', open + 1, 'over', tostring(over))
            redis.call('PEXPIRE', KEYS[1], 600000)
            return math.ceil(wait)
            """;

    // ARGV: used and size by Recharge's word, 1 where it answered 429, pause in ms, 1 where the place was not used.
    // Recharge counts what has reached it, so a call under way may be missing there: only without any may the level
    // fall.
    private const string LearnScript =
        Level
        + """
            open = math.max(0, open - 1)
            if ARGV[6] == '1' then level = math.max(0, level - 1) end
            local used, size = tonumber(ARGV[2]), tonumber(ARGV[3])
            if size > 0 then
                if used > level or open == 0 then level = used end
                if size ~= tonumber(b[3]) then redis.call('HSET', KEYS[1], 'size', size) end
            end
            if ARGV[4] == '1' then
                level = math.max(level, size)
                redis.call('HSET', KEYS[1], 'until', now + tonumber(ARGV[5]))
            end
            redis.call('HMSET', KEYS[1], 'level', tostring(level), 'at', now, 'open', open)
            return 0
            """;

    /// <summary>Asks for a place. Where one is given, the answer of the call is then to be learned from.</summary>
    public async Task<Place> AskAsync(Store store, CallPriority priority)
    {
        var settings = options.Value;
        var rate = TokenBucket.Of(store.Options.AccessToken, settings);

        // Backfill never waits inside the bucket: a place given away in advance would stand before a live call.
        var (share, longest) = priority == CallPriority.Live ? (1, settings.MaxWait) : (BackfillShare, TimeSpan.Zero);
        long wait;
        try
        {
            wait = (long)
                await redis
                    .GetDatabase()
                    .ScriptEvaluateAsync(
                        TakeScript,
                        [Key(store)],
                        [
                            Text(rate.LeakPerSecond),
                            rate.BucketSize,
                            (long)longest.TotalMilliseconds,
                            Text(share),
                            priority.ToString(),
                        ]
                    );
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            // Without the shared bucket a 429 is the worst that can happen, and it is retried.
            log.RateLimiterAway(exception, store.Name);
            return new Place(IsGiven: true, TimeSpan.Zero);
        }

        var place = new Place(wait >= 0, TimeSpan.FromMilliseconds(Math.Abs(wait)));
        if (place.IsGiven)
        {
            metrics.Waited(store.Name, priority, place.Wait);
        }
        else
        {
            metrics.Deferred(store.Name, priority);
        }

        return place;
    }

    /// <summary>Waits for a place that was given; who gives the waiting up gives the place back.</summary>
    public async Task WaitAsync(Store store, TimeSpan wait, CancellationToken cancellationToken)
    {
        try
        {
            await Task.Delay(wait, clock, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            Save(store, limit: null, throttled: false, unused: true);
            throw;
        }
    }

    /// <summary>
    /// Takes in what an answer tells of Recharge's own bucket; also called where there was no answer.
    /// </summary>
    public void Learn(Store store, HttpResponseHeaders? headers, HttpStatusCode? status)
    {
        var limit =
            headers is not null && headers.TryGetValues("X-Recharge-Limit", out var values)
                ? CallLimit.Parse(values.First())
                : null;
        var throttled = status == HttpStatusCode.TooManyRequests;
        if (limit is not null)
        {
            metrics.Used(store.Name, limit);
        }

        if (throttled)
        {
            metrics.Throttled(store.Name);
        }

        Save(store, limit, throttled, unused: false);
    }

    // Nobody waits for the answer: what was learned counts from the next call on, which comes over the same connection.
    private void Save(Store store, CallLimit? limit, bool throttled, bool unused)
    {
        var rate = TokenBucket.Of(store.Options.AccessToken, options.Value);
        try
        {
            redis
                .GetDatabase()
                .ScriptEvaluate(
                    LearnScript,
                    [Key(store)],
                    [
                        Text(rate.LeakPerSecond),
                        limit?.Used ?? 0,
                        limit?.Size ?? 0,
                        throttled ? "1" : "0",
                        (long)options.Value.PauseAfterThrottle.TotalMilliseconds,
                        unused ? "1" : "0",
                    ],
                    CommandFlags.FireAndForget
                );
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            log.RateLimiterAway(exception, store.Name);
        }
    }

    // The token is a secret: its hash names the bucket, so that stores of one token share it.
    internal static RedisKey Key(Store store) => $"rechargesync:rate-limit:{store.TokenHash}";

    private static string Text(double number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What a call that asked for a place is told.</summary>
/// <param name="IsGiven">False where the bucket is full for too long.</param>
/// <param name="Wait">Until the call may be made; where no place was given, until it is worth asking again.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Place(bool IsGiven, TimeSpan Wait)
{
    /// <summary>Whether the call may be made now.</summary>
    public bool IsFree => IsGiven && Wait == TimeSpan.Zero;
}

/// <summary>Which calls go first when the rate limit is reached.</summary>
internal enum CallPriority
{
    /// <summary>What a webhook brought: may use the whole bucket, and queues for its place.</summary>
    Live,

    /// <summary>
    /// What reconciliation looks up or has found, and what a bulk job gave back: uses what live calls leave, and never
    /// queues ahead of one.
    /// </summary>
    Backfill,
}
