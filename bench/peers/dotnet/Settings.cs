namespace Peer;

/// <summary>What the environment says.</summary>
internal sealed record Settings
{
    public const string Store = "default";

    public const string Topic = "order/created";

    public int Port { get; init; } = Number("PORT", 5101);

    public Uri Postgres { get; init; } = Url("PG_URL", "postgres://postgres@127.0.0.1:5432/postgres");

    public Uri Platform { get; init; } = Url("PLATFORM_URL", "http://127.0.0.1:5103/platform");

    public Uri Recharge { get; init; } = Url("RECHARGE_URL", "http://127.0.0.1:5103/recharge");

    public int Concurrency { get; init; } = Number("CONCURRENCY", 32);

    public string Secret { get; init; } = Text("CLIENT_SECRET", "dev-client-secret");

    public string Token { get; init; } = Text("ACCESS_TOKEN", "dev-access-token");

    public int IngressConnections { get; init; } = Number("INGRESS_CONNECTIONS", 16);

    public static Uri Url(string name, string fallback) => new(Text(name, fallback));

    private static string Text(string name, string fallback) => Environment.GetEnvironmentVariable(name) ?? fallback;

    private static int Number(string name, int fallback) =>
        int.Parse(Text(name, fallback.ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);
}
