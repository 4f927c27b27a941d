using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RechargeSync.Testing;

namespace RechargeSync.Platforms.Tests.Workers;

/// <summary>
/// All but the platform as processes of this machine: Redis, Postgres, MockPlatform as Recharge, Webhooks, and one
/// worker after the other.
/// </summary>
internal sealed class WorkerRig : IAsyncDisposable
{
    /// <summary>The one store.</summary>
    public const string Store = "default";

    private const string Secret = "killed-workers-client-secret";
    private const string Token = "killed-workers-access-token";
    private const string Version = "2021-11";

    // Longer than it takes to kill them all: no worker takes up what an earlier one has left, before it is told to.
    private static readonly TimeSpan s_lease = TimeSpan.FromHours(2);

    // The platform's server and all of these share few cores.
    private static readonly TimeSpan s_longestStart = TimeSpan.FromMinutes(5);

    private readonly IPlatformUnderTest _platform;
    private readonly string _home;
    private readonly List<OutputLog> _logs = [];
    private readonly List<Service> _workers = [];
    private readonly RedisServer _redis;
    private readonly PostgresServer _postgres;
    private readonly Service _webhooks;
    private readonly Service _recharge;
    private readonly HttpClient _http = new();

    private WorkerRig(IPlatformUnderTest platform, string home)
    {
        (_platform, _home) = (platform, home);
        _redis = new RedisServer(home, Log("redis"));
        _postgres = new PostgresServer(Path.Combine(home, "postgres"), Log("postgres"));
        _webhooks = Service("webhooks", "RechargeSync.Webhooks", Common());
        _recharge = Service(
            "recharge",
            "RechargeSync.MockPlatform",
            new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["Mock__Stores__default__ClientSecret"] = Secret,
                ["Mock__Stores__default__AccessToken"] = Token,
                ["Mock__Stores__default__ApiVersion"] = Version,
                ["Mock__Platform__ApiKey"] = "killed-workers-platform-key",
                ["Mock__Webhooks__BaseUrl"] = _webhooks.Address.ToString(),
                ["Mock__RateLimit__BucketSize"] = "100000",
                ["Mock__RateLimit__LeakPerSecond"] = "10000",
                ["Logging__LogLevel__Default"] = "Warning",
            }
        );
    }

    /// <summary>Where the logs are.</summary>
    public string LogDirectory => _home;

    /// <summary>Whether the logs stay: until all has gone well, they do.</summary>
    public bool KeepLogs { get; set; } = true;

    /// <summary>The platform's own address.</summary>
    public Uri Platform => new(_platform.Settings["BaseUrl"]!);

    public static async Task<WorkerRig> StartAsync(IPlatformUnderTest platform, CancellationToken cancellationToken)
    {
        await Programs.EnsureAsync(cancellationToken);

        // Postgres runs as another user, so it has to be able to get here.
        var home = Path.Combine(Path.GetTempPath(), $"rechargesync-workers-{Guid.NewGuid():N}");
        Directory.CreateDirectory(home);
        var rig = new WorkerRig(platform, home);
        try
        {
            await Task.WhenAll(rig._redis.StartAsync(cancellationToken), rig._postgres.CreateAsync(cancellationToken));
            await Migrations.RunAsync(rig._postgres.ConnectionString, home, cancellationToken);
            await Task.WhenAll(
                rig._recharge.StartAsync(cancellationToken),
                rig._webhooks.StartAsync(cancellationToken)
            );
            return rig;
        }
        catch
        {
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a worker of its own name.</summary>
    /// <param name="name">Nobody has had it before.</param>
    /// <param name="platform">Where it finds the platform.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public async Task<Service> StartWorkerAsync(string name, Uri platform, CancellationToken cancellationToken)
    {
        const string Key = $"Stores__{Store}__";
        var settings = Common();
        settings["Streams__Consumer"] = name;
        settings["Streams__ClaimAfter"] = s_lease.ToString("c");
        settings["Work__Lease"] = s_lease.ToString("c");
        settings["Work__RetryDelay"] = "00:00:00.5";
        settings["Work__MaxRetryDelay"] = "00:00:05";
        settings["Reconciliation__Enabled"] = "false";
        settings[Key + "AccessToken"] = Token;
        settings[Key + "NotBefore"] = "2000-01-01T00:00:00Z";
        settings[Key + "Recharge__BaseUrl"] = new Uri(_recharge.Address, "recharge").ToString();
        foreach (var (setting, value) in _platform.Settings)
        {
            settings[$"{Key}Platform__{setting.Replace(":", "__", StringComparison.Ordinal)}"] = value ?? "";
        }

        settings[Key + "Platform__Kind"] = _platform.Kind;
        settings[Key + "Platform__BaseUrl"] = platform.ToString();
        settings[Key + "Platform__Timeout"] = "00:01:00";
        settings[Key + "Platform__SettleTime"] = "00:00:02";
        var worker = Service(name, "RechargeSync.Worker", settings);
        _workers.Add(worker);
        await worker.StartAsync(cancellationToken);
        return worker;
    }

    /// <summary>Puts an order into Recharge, and delivers its webhook.</summary>
    public async Task DeliverAsync(KilledOrder order, CancellationToken cancellationToken)
    {
        using var seeded = await _http.PostAsJsonAsync(
            new Uri(_recharge.Address, "control/seed"),
            new JsonObject
            {
                ["store"] = Store,
                ["apiVersion"] = Version,
                ["order"] = order.Document.DeepClone(),
            },
            cancellationToken
        );
        seeded.EnsureSuccessStatusCode();

        var body = order.Webhook();
        using var webhook = new HttpRequestMessage(
            HttpMethod.Post,
            new Uri(_webhooks.Address, $"webhooks/recharge/{Store}/order/created")
        )
        {
            Content = new ByteArrayContent(body),
        };
        webhook.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        webhook.Headers.Add(
            WebhookSigner.TimestampedHeader,
            WebhookSigner.Timestamped(Secret, TimeProvider.System.GetUtcNow(), body)
        );
        using var stored = await _http.SendAsync(webhook, cancellationToken);
        stored.EnsureSuccessStatusCode();
    }

    /// <summary>The platform's ids that Recharge has of an order; null where none were written back.</summary>
    public async Task<PlatformIds?> WrittenAsync(KilledOrder order, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Get,
            new Uri(_recharge.Address, string.Create(CultureInfo.InvariantCulture, $"recharge/orders/{order.Id}"))
        );
        request.Headers.Add("X-Recharge-Access-Token", Token);
        request.Headers.Add("X-Recharge-Version", Version);
        using var answer = await _http.SendAsync(request, cancellationToken);
        var body = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(cancellationToken);
        var written = body!["order"]!;
        return (string?)written["external_order_id"]?["ecommerce"] is { } id
            ? new PlatformIds(id, (string?)written["external_order_number"]?["ecommerce"] ?? "")
            : null;
    }

    /// <summary>The name of the worker that has an order in its hands, to place it; null where none has.</summary>
    public async Task<string?> HolderAsync(KilledOrder order, CancellationToken cancellationToken)
    {
        // An owner is a worker's name and its process; intent 1 is the create.
        await using var command = _postgres.Source.CreateCommand(
            """
            SELECT split_part(lease_owner, '#', 1) FROM orders
            WHERE order_id = $1 AND intent = 1 AND due_at > now()
            """
        );
        command.Parameters.AddWithValue(order.Id);
        return await command.ExecuteScalarAsync(cancellationToken) as string;
    }

    /// <summary>Has the leases of all that are gone run out now; returns how many there were.</summary>
    public async Task<int> EndLeasesAsync(CancellationToken cancellationToken)
    {
        // In place of waiting for them: what follows asks only whether that time has come.
        await using var command = _postgres.Source.CreateCommand(
            "UPDATE orders SET due_at = now() WHERE lease_owner IS NOT NULL"
        );
        return await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>Whether nothing is left to do.</summary>
    public async Task<bool> IsAtRestAsync(CancellationToken cancellationToken)
    {
        await using var command = _postgres.Source.CreateCommand(
            """
            SELECT NOT EXISTS (SELECT FROM orders WHERE due_at IS NOT NULL)
                AND NOT EXISTS (SELECT FROM inbox WHERE state = 0)
            """
        );
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _workers.Append(_webhooks).Append(_recharge))
        {
            service.Dispose();
        }

        _postgres.Dispose();
        _redis.Dispose();
        _http.Dispose();
        _logs.ForEach(log => log.Dispose());
        if (!KeepLogs)
        {
            await Task.Run(() => Directory.Delete(_home, recursive: true));
        }
    }

    private Dictionary<string, string> Common() =>
        new(StringComparer.Ordinal)
        {
            ["ConnectionStrings__syncdb"] = _postgres.ConnectionString,
            ["ConnectionStrings__redis"] = _redis.ConnectionString,
            [$"Stores__{Store}__ClientSecrets__0"] = Secret,
            [$"Stores__{Store}__ApiVersion"] = Version,
            [$"Stores__{Store}__TimeZone"] = OrderDocument.Zone.Id,
        };

    private Service Service(string name, string project, Dictionary<string, string> settings) =>
        new(name, project, settings, Log(name)) { StartTime = s_longestStart };

    private OutputLog Log(string name)
    {
        var log = new OutputLog(name, Path.Combine(_home, name + ".log"), []);
        _logs.Add(log);
        return log;
    }
}
