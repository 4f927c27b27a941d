namespace RechargeSync.FaultTests.Scenarios;

/// <summary>All scenarios, in the order in which they run.</summary>
internal static class ScenarioList
{
    public static readonly IReadOnlyList<Scenario> All =
    [
        new SideBySide(),
        new WorkerKilled(),
        new WorkerStopped(),
        new WorkerFrozen(),
        new WebhooksKilled(),
        new RedisFlushed(),
        new RedisKilled(),
        new RedisAway(),
        new RedisFull(),
        new PostgresRestarted(),
        new PostgresAway(),
        new PlatformStorm(),
        new LateCreate(),
        new RechargeStorm(),
        new PlatformRefusesAll(),
        new SlowPlatformBesideAGoodOne(),
        new Permutations(),
        new PoisonPayloads(),
        new ForgedSignatures(),
        new HostileBodies(),
        new SlowAndEndlessStrangers(),
        new KilledAfterEffect(),
        new Duplicates(),
        new CancelledMidway(),
        new RefundedMidway(),
        new RestoredDatabase(),
        new HundredThousandDead(),
        new DiskFull(),
        new ClocksMoved(),
        new TwoVersions(),
        new RedisFullForHours(),
        new RedisGoneForHours(),
    ];
}
