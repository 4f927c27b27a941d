namespace RechargeSync.Benchmarks.Measuring;

/// <summary>What a system has used so far, or for a load.</summary>
internal sealed record Cost(Usage Ingress, Usage Workers, PostgresCounters Postgres, BrokerCounters Broker)
{
    public static Cost operator -(Cost left, Cost right) =>
        new(
            left.Ingress - right.Ingress,
            left.Workers - right.Workers,
            left.Postgres - right.Postgres,
            left.Broker - right.Broker
        );
}
