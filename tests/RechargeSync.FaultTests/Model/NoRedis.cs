using System.Reflection;
using StackExchange.Redis;

namespace RechargeSync.FaultTests.Model;

/// <summary>A Redis that is away for good, without which everything has to work all the same.</summary>
public class NoRedis : DispatchProxy
{
    public static IConnectionMultiplexer Create() => Create<IConnectionMultiplexer, NoRedis>();

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        throw new TimeoutException("There is no Redis in the model.");
}
