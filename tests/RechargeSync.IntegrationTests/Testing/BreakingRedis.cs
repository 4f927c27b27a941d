using System.Reflection;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>A connection that breaks after the first command; the rest reach nobody.</summary>
public class BreakingRedis : DispatchProxy
{
    private object _inner = null!;
    private int _sent;

    public static IConnectionMultiplexer Create(IConnectionMultiplexer inner) => Wrap(inner);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        if (_inner is IConnectionMultiplexer redis)
        {
            return Wrap<IDatabase>((IDatabase)targetMethod!.Invoke(redis, args)!);
        }

        return Interlocked.Increment(ref _sent) == 1
            ? targetMethod!.Invoke(_inner, args)
            : throw new RedisException("The connection broke.");
    }

    private static T Wrap<T>(T inner)
        where T : class
    {
        var proxy = Create<T, BreakingRedis>();
        ((BreakingRedis)(object)proxy)._inner = inner;
        return proxy;
    }
}
