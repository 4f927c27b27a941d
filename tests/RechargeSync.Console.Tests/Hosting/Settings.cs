namespace RechargeSync.ConsoleTests.Hosting;

/// <summary>The services' settings.</summary>
internal static class Settings
{
    /// <summary>The store whose rows are seeded; nothing of it exists at Recharge.</summary>
    public const string Seeded = "default";

    /// <summary>The store that the mock plays as well.</summary>
    public const string Played = "harbour";

    public const string Secret = "client-secret-of-the-tests";
    public const string Token = "access-token-of-the-tests";

    private const string PlatformKey = "platform-key-of-the-tests";

    public static Dictionary<string, string> Console(string postgres, string redis, Uri mock) =>
        With(
            Servers(postgres, redis),
            Store(Seeded, mock),
            Store(Played, mock),
            new(StringComparer.Ordinal)
            {
                ["Admin__Keys__olive__Hash"] = Keys.Hash(Keys.Operator),
                ["Admin__Keys__olive__Role"] = "operator",
                ["Admin__Keys__vera__Hash"] = Keys.Hash(Keys.Viewer),
                ["Admin__Keys__vera__Role"] = "viewer",
                ["Admin__TraceUrl"] = "https://traces.example.com/trace/{traceId}",
            }
        );

    public static Dictionary<string, string> Worker(string postgres, string redis, Uri mock) =>
        With(
            Servers(postgres, redis),
            Store(Played, mock),
            new(StringComparer.Ordinal) { ["Streams__Consumer"] = "worker", ["Work__DueInterval"] = "00:00:00.1" }
        );

    public static Dictionary<string, string> Mock() =>
        new(StringComparer.Ordinal)
        {
            ["Mock__Platform__ApiKey"] = PlatformKey,
            ["Mock__Webhooks__BaseUrl"] = "http://127.0.0.1:9",
            ["Mock__Webhooks__AutoSubscribe"] = "false",
            [$"Mock__Stores__{Played}__ClientSecret"] = Secret,
            [$"Mock__Stores__{Played}__AccessToken"] = Token,
            [$"Mock__Stores__{Seeded}__ClientSecret"] = Secret + "-seeded",
            [$"Mock__Stores__{Seeded}__AccessToken"] = Token + "-seeded",
        };

    private static Dictionary<string, string> Servers(string postgres, string redis) =>
        new(StringComparer.Ordinal) { ["ConnectionStrings__syncdb"] = postgres, ["ConnectionStrings__redis"] = redis };

    private static Dictionary<string, string> Store(string name, Uri mock) =>
        new(StringComparer.Ordinal)
        {
            [$"Stores__{name}__ClientSecrets__0"] = name == Played ? Secret : Secret + "-seeded",
            [$"Stores__{name}__AcceptLegacySignature"] = "true",
            [$"Stores__{name}__NotBefore"] = "2000-01-01T00:00:00Z",
            [$"Stores__{name}__AccessToken"] = name == Played ? Token : Token + "-seeded",
            [$"Stores__{name}__TimeZone"] = "America/New_York",
            [$"Stores__{name}__NotBefore"] = "2020-01-01T00:00:00Z",
            [$"Stores__{name}__Recharge__BaseUrl"] = new Uri(mock, "/recharge").ToString(),
            [$"Stores__{name}__Platform__BaseUrl"] = new Uri(mock, "/platform").ToString(),
            [$"Stores__{name}__Platform__ApiKey"] = PlatformKey,
        };

    private static Dictionary<string, string> With(params Dictionary<string, string>[] parts) =>
        parts.SelectMany(part => part).ToDictionary(StringComparer.Ordinal);
}
