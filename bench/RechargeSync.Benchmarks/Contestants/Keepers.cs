namespace RechargeSync.Benchmarks.Contestants;

/// <summary>The baselines by name.</summary>
internal static class Keepers
{
    public const string Ceiling = "ceiling";
    public const string RedisOnly = "redis-only";
    public const string InsertPerRequest = "insert-per-request";

    public static readonly IReadOnlyList<string> All = [Ceiling, RedisOnly, InsertPerRequest];

    /// <summary>Creates one, with the connections that the environment names.</summary>
    public static async Task<IKeeper> CreateAsync(string kind) =>
        kind switch
        {
            Ceiling => new NoKeeper(),
            RedisOnly => await RedisKeeper.ConnectAsync(Setting("redis")),
            InsertPerRequest => await InsertKeeper.ConnectAsync(Setting("syncdb"), Setting("redis")),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No such baseline."),
        };

    private static string Setting(string name) => Environment.GetEnvironmentVariable("ConnectionStrings__" + name)!;
}
