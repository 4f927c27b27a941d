using System.Globalization;

namespace RechargeSync.Benchmarks.Measuring;

/// <summary>What was asked of the queue between ingress and workers.</summary>
/// <param name="Commands">Commands that it has run; NaN where it counts none.</param>
/// <param name="CpuSeconds">Of all its processes.</param>
internal sealed record BrokerCounters(double Commands, double CpuSeconds)
{
    public static async Task<BrokerCounters> ReadAsync(RedisServer redis)
    {
        var commands = await RedisInfo.ReadAsync(redis, "stats", "total_commands_processed");
        return new BrokerCounters(
            double.Parse(commands, CultureInfo.InvariantCulture),
            ProcessTime.Seconds(redis.ProcessId)
        );
    }

    public static BrokerCounters operator -(BrokerCounters left, BrokerCounters right) =>
        new(left.Commands - right.Commands, left.CpuSeconds - right.CpuSeconds);
}
