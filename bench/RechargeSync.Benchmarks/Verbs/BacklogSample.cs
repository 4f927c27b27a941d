namespace RechargeSync.Benchmarks.Verbs;

/// <summary>A look at a long queue while it drains.</summary>
internal sealed record BacklogSample(TimeSpan Elapsed, int WrittenBack, long WorkerBytes, long RedisBytes);
