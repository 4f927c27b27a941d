using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Running;

/// <summary>
/// The services' settings: times so short that a scenario comes to rest in seconds, in the proportions that the
/// services insist on (a lease is longer than what is done under it).
/// </summary>
internal static class Settings
{
    /// <summary>How long a worker that gives no sign of life keeps an order.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(21);

    /// <summary>How long only looks are made for a create whose outcome is unknown.</summary>
    public static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(2);

    /// <summary><c>Inbox:SweepAfter</c> where hours of a broker's absence pass in seconds.</summary>
    public static readonly TimeSpan HastySweep = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan s_sweep = TimeSpan.FromSeconds(1);

    public static Dictionary<string, string> Webhooks(string postgres, string redis) =>
        new(Stores(null), StringComparer.Ordinal)
        {
            ["ConnectionStrings__syncdb"] = postgres,
            ["ConnectionStrings__redis"] = redis,
        };

    public static Dictionary<string, string> Worker(
        BedKind kind,
        string postgres,
        string redis,
        Uri mock,
        string consumer
    )
    {
        var settings = new Dictionary<string, string>(Stores(mock), StringComparer.Ordinal)
        {
            ["ConnectionStrings__syncdb"] = postgres,
            ["ConnectionStrings__redis"] = redis,
            ["Streams__Consumer"] = consumer,
            ["RateLimit__BucketSize"] = "100000",
            ["RateLimit__LeakPerSecond"] = "10000",
        };
        foreach (var (key, value) in kind == BedKind.DefaultTimes ? [] : ShortTimes(kind))
        {
            settings[key] = value;
        }

        return settings;
    }

    public static Dictionary<string, string> Mock(IReadOnlyList<Uri> webhooks, int seed)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Mock__Platform__ApiKey"] = Shop.PlatformKey,
            ["Mock__Webhooks__BaseUrl"] = "http://webhooks",

            // Twenty tries in about a minute and a half, so that an echo outlives every outage and comes soon after it.
            ["Mock__Webhooks__TimeScale"] = "2000",
            ["Mock__RateLimit__BucketSize"] = "100000",
            ["Mock__RateLimit__LeakPerSecond"] = "10000",

            // Long enough that two writes to one address meet.
            ["Mock__Recharge__WriteDuration"] = "00:00:00.015",
            ["Mock__Faults__Seed"] = seed.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["Mock__Faults__HangLimit"] = "00:00:20",
            ["Logging__LogLevel__Default"] = "Warning",
        };
        for (var i = 0; i < webhooks.Count; i++)
        {
            settings[$"services__webhooks__http__{i}"] = webhooks[i].ToString();
        }

        foreach (var shop in Shop.All)
        {
            settings[$"Mock__Stores__{shop.Name}__ClientSecret"] = shop.ClientSecret;
            settings[$"Mock__Stores__{shop.Name}__AccessToken"] = shop.AccessToken;
            settings[$"Mock__Stores__{shop.Name}__ApiVersion"] = shop.ApiVersion;
        }

        return settings;
    }

    private static Dictionary<string, string> ShortTimes(BedKind kind)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Streams__Block"] = "00:00:00.5",
            ["Streams__ClaimAfter"] = "00:00:16",
            ["Streams__Concurrency"] = "32",
            ["Work__Lease"] = Lease.ToString("c"),
            ["Work__RetryDelay"] = "00:00:00.1",
            ["Work__MaxRetryDelay"] = "00:00:01",
            ["Work__ProbeDelay"] = "00:00:00.2",
            ["Work__MaxProbeDelay"] = "00:00:01",
            ["Work__DueInterval"] = "00:00:00.1",
            ["Inbox__SweepAfter"] = (kind == BedKind.HastySweeper ? HastySweep : s_sweep).ToString("c"),
            ["RateLimit__MaxWait"] = "00:00:00.2",
            ["RateLimit__PauseAfterThrottle"] = "00:00:00.1",
        };
        foreach (var shop in Shop.All)
        {
            var key = $"Stores__{shop.Name}__";
            settings[key + "Recharge__Timeout"] = "00:00:01.5";
            settings[key + "Platform__Timeout"] = "00:00:01.5";
            settings[key + "Platform__MaxWait"] = "00:00:00.2";
            settings[key + "Platform__SettleTime"] = SettleTime.ToString("c");
        }

        return settings;
    }

    private static Dictionary<string, string> Stores(Uri? mock)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var shop in Shop.All)
        {
            var key = $"Stores__{shop.Name}__";
            settings[key + "ClientSecrets__0"] = shop.ClientSecret;
            settings[key + "AcceptLegacySignature"] = "true";
            settings[key + "ApiVersion"] = shop.ApiVersion;
            settings[key + "TimeZone"] = Shop.Zone.Id;
            if (mock is not null)
            {
                settings[key + "AccessToken"] = shop.AccessToken;
                settings[key + "NotBefore"] = "2000-01-01T00:00:00Z";
                settings[key + "Recharge__BaseUrl"] = new Uri(mock, "recharge").ToString();
                settings[key + "Platform__BaseUrl"] = shop.PlatformAt(mock).ToString();
                settings[key + "Platform__ApiKey"] = Shop.PlatformKey;
            }
        }

        return settings;
    }
}
