using System.Security.Cryptography;
using System.Text;
using RechargeSync.Benchmarks.Load;

namespace RechargeSync.Benchmarks.Rig;

/// <summary>Settings of the servers and services: as shipped, but for what is named here.</summary>
internal static class RigSettings
{
    /// <summary>Beyond Postgres's defaults, under which a commit is on the disk when it returns.</summary>
    public static readonly IReadOnlyDictionary<string, string> Postgres = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["shared_preload_libraries"] = "pg_stat_statements,auto_explain",
        ["shared_buffers"] = "512MB",
        ["max_wal_size"] = "4GB",

        // Plans are logged while a verb asks for them.
        ["auto_explain.log_format"] = "json",
        ["auto_explain.log_analyze"] = "on",
        ["auto_explain.log_timing"] = "off",
        ["auto_explain.log_buffers"] = "on",
        ["logging_collector"] = "on",
        ["log_destination"] = "jsonlog",
        ["log_min_messages"] = "log",
        ["log_rotation_size"] = "0",
        ["log_checkpoints"] = "off",
    };

    /// <summary>A call budget so large that Recharge's limit is not what is measured.</summary>
    public static readonly IReadOnlyDictionary<string, string> NoLimit = new Dictionary<string, string>(
        StringComparer.Ordinal
    )
    {
        ["RateLimit__BucketSize"] = "100000",
        ["RateLimit__LeakPerSecond"] = "100000",
    };

    public static Dictionary<string, string> Webhooks(TestRig rig, IReadOnlyList<BenchStore> stores) =>
        Common(rig, stores);

    public static Dictionary<string, string> Worker(
        TestRig rig,
        Uri stub,
        string name,
        IReadOnlyDictionary<string, string> settings,
        IReadOnlyList<BenchStore> stores
    )
    {
        var all = Common(rig, stores);
        all["Streams__Consumer"] = name;
        foreach (var store in stores)
        {
            var key = $"Stores__{store.Name}__";
            all[key + "AccessToken"] = store.AccessToken;
            all[key + "NotBefore"] = "2000-01-01T00:00:00Z";
            all[key + "Recharge__BaseUrl"] = new Uri(stub, "recharge").ToString();
            all[key + "Platform__BaseUrl"] = new Uri(stub, "platform").ToString();
        }

        foreach (var (setting, value) in settings)
        {
            all[setting] = value;
        }

        return all;
    }

    /// <summary>The key with which the Console is looked at.</summary>
    public const string ConsoleKey = "bench-console-key";

    public static Dictionary<string, string> Console(TestRig rig, Uri stub, IReadOnlyList<BenchStore> stores) =>
        new(Worker(rig, stub, "console", NoLimit, stores), StringComparer.Ordinal)
        {
            ["Admin__Keys__bench__Hash"] = Convert.ToHexStringLower(
                SHA256.HashData(Encoding.UTF8.GetBytes(ConsoleKey))
            ),
            ["Admin__Keys__bench__Role"] = "operator",
            ["Admin__CallsPerSecond"] = "1000",
        };

    /// <summary>Where the servers are.</summary>
    public static Dictionary<string, string> Connections(TestRig rig) =>
        new(StringComparer.Ordinal)
        {
            ["ConnectionStrings__syncdb"] = rig.Postgres.ConnectionString,
            ["ConnectionStrings__redis"] = rig.Redis.ConnectionString,
        };

    private static Dictionary<string, string> Common(TestRig rig, IReadOnlyList<BenchStore> stores)
    {
        var settings = Connections(rig);
        foreach (var store in stores)
        {
            settings[$"Stores__{store.Name}__ClientSecrets__0"] = store.ClientSecret;
            settings[$"Stores__{store.Name}__AcceptLegacySignature"] = "true";
        }

        if (rig.Collector is { } collector)
        {
            settings["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.ToString();
            settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            settings["OTEL_TRACES_SAMPLER"] = "always_on";
        }

        return settings;
    }
}
