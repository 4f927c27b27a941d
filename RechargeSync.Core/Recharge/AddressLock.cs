using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace RechargeSync.Core.Recharge;

/// <summary>
/// One write at a time for one Recharge address, across all workers, because Recharge answers 409 to concurrent edits
/// of an address's children. Best effort: after five seconds, or without Redis, the write is made anyway, and a 409 is
/// retried.
/// </summary>
internal sealed class AddressLock(IConnectionMultiplexer redis, TimeProvider clock, ILogger<AddressLock> log)
{
    /// <summary>How long a write waits for its turn before it is made anyway.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    // Kept above the call's own time, so that the key never ends before the call.
    private static readonly TimeSpan s_margin = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan s_look = TimeSpan.FromMilliseconds(25);

    private const string Release =
        "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0";

    /// <summary>Enters; disposing leaves.</summary>
    /// <param name="store">The store's name.</param>
    /// <param name="key">The address's id, or another that stands for it.</param>
    /// <param name="longest">How long the call takes at most.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async Task<IDisposable> EnterAsync(
        string store,
        string key,
        TimeSpan longest,
        CancellationToken cancellationToken
    )
    {
        var started = clock.GetTimestamp();
        while (true)
        {
            if (await TryEnterAsync(store, key, longest) is { } pass)
            {
                return pass;
            }

            if (clock.GetElapsedTime(started) > LongestWait)
            {
                return new Pass(this, null, default);
            }

            await Task.Delay(s_look, clock, cancellationToken);
        }
    }

    /// <summary>Enters where nobody is inside, or where Redis is away; null where somebody is.</summary>
    /// <param name="store">The store's name.</param>
    /// <param name="key">The address's id, or another that stands for it.</param>
    /// <param name="longest">How long the call takes at most.</param>
    public async Task<IDisposable?> TryEnterAsync(string store, string key, TimeSpan longest)
    {
        RedisKey name = $"rechargesync:address:{store}:{key}";
        RedisValue holder = Guid.NewGuid().ToString("N");
        try
        {
            return await redis.GetDatabase().StringSetAsync(name, holder, longest + s_margin, When.NotExists)
                ? new Pass(this, name, holder)
                : null;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            log.AddressLockAway(exception, store);
            return new Pass(this, null, holder);
        }
    }

    // Nobody waits for the answer: a key that stays, because Redis has gone, ends by itself.
    private void Leave(RedisKey name, RedisValue holder)
    {
        try
        {
            redis.GetDatabase().ScriptEvaluate(Release, [name], [holder], CommandFlags.FireAndForget);
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            log.AddressLockAway(exception, "");
        }
    }

    private sealed class Pass(AddressLock owner, RedisKey? name, RedisValue holder) : IDisposable
    {
        public void Dispose()
        {
            if (name is { } held)
            {
                owner.Leave(held, holder);
            }
        }
    }
}
