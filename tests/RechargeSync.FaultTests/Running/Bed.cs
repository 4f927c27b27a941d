using System.Globalization;
using Npgsql;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Running;

/// <summary>
/// The whole system as processes of this machine: Redis, Postgres, the mock, up to two Webhooks and four workers.
/// </summary>
internal sealed class Bed : IAsyncDisposable
{
    private const int MostWebhooks = 2;
    private const int MostWorkers = 4;
    private const int MostDeadlocks = 10;
    private const int SmallDiskMegabytes = 192;

    // What a next version would add before its services are rolled out: only what the running ones need not know.
    private const string NextVersion = """
        ALTER TABLE inbox ADD COLUMN next_note text;
        ALTER TABLE orders ADD COLUMN next_count integer NOT NULL DEFAULT 0;
        ALTER TABLE carts ADD COLUMN next_time timestamptz;
        CREATE INDEX next_orders ON orders (next_count) WHERE next_count > 0;
        INSERT INTO "__EFMigrationsHistory" VALUES ('29990101000000_Next', '10.0.0')
        """;

    private readonly string _directory;
    private readonly List<OutputLog> _logs = [];
    private readonly Dictionary<string, MovedClock?> _clocks;

    private Bed(string directory, BedKind kind, SmallVolume? disk, Func<string, MovedClock?> clock)
    {
        (_directory, Kind, Disk) = (directory, kind, disk);
        _clocks = MovedPrograms.ToDictionary(name => name, clock, StringComparer.Ordinal);
        Redis = new RedisServer(directory, Log("redis"));
        Postgres = new PostgresServer(Home(directory), Log("postgres"), disk, _clocks["postgres"]);
        Webhooks =
        [
            .. Enumerable
                .Range(0, MostWebhooks)
                .Select(i =>
                    Service(
                        $"webhooks-{i}",
                        "RechargeSync.Webhooks",
                        Settings.Webhooks(Postgres.ConnectionString, Redis.ConnectionString)
                    )
                ),
        ];
        Mock = Service(
            "mock",
            "RechargeSync.MockPlatform",
            Settings.Mock([.. Webhooks.Select(service => service.Address)], seed: 1)
        );
        Workers =
        [
            .. Enumerable
                .Range(0, MostWorkers)
                .Select(i => string.Create(CultureInfo.InvariantCulture, $"worker-{i}"))
                .Select(name =>
                    Service(
                        name,
                        "RechargeSync.Worker",
                        Settings.Worker(kind, Postgres.ConnectionString, Redis.ConnectionString, Mock.Address, name)
                    )
                ),
        ];
        Control = new MockControl(Mock.Address);
    }

    public static IReadOnlyList<string> MovedPrograms { get; } =
    [
        "postgres",
        .. Enumerable.Range(0, MostWebhooks).Select(i => $"webhooks-{i}"),
        .. Enumerable.Range(0, MostWorkers).Select(i => $"worker-{i}"),
    ];

    public BedKind Kind { get; }

    /// <summary>Where Postgres keeps everything, on a bed of the kind <see cref="BedKind.SmallDisk"/>.</summary>
    public SmallVolume? Disk { get; }

    public RedisServer Redis { get; }

    public PostgresServer Postgres { get; }

    public Service Mock { get; }

    public IReadOnlyList<Service> Webhooks { get; }

    public IReadOnlyList<Service> Workers { get; }

    public MockControl Control { get; }

    /// <summary>Lines of our services' logs that hold what no log may hold.</summary>
    public IEnumerable<string> Leaks => Webhooks.Concat(Workers).SelectMany(service => service.Log.Leaks);

    /// <summary>Where the logs are; kept when something went wrong.</summary>
    public string LogDirectory => _directory;

    public bool KeepLogs { get; set; }

    /// <summary>
    /// The clock of one of <see cref="MovedPrograms"/>, on a bed of the kind <see cref="BedKind.MovedClocks"/>.
    /// </summary>
    public MovedClock ClockOf(string program) => _clocks[program]!;

    public static async Task<Bed> StartAsync(BedKind kind, CancellationToken cancellationToken)
    {
        await Programs.EnsureAsync(cancellationToken);
        // Postgres runs as another user, so it has to be able to get here.
        var directory = Path.Combine(
            Path.GetTempPath(),
            $"rechargesync-faults-{Environment.ProcessId}-{Guid.NewGuid():N}"
        );
        Directory.CreateDirectory(directory);
        var bed = await CreateAsync(directory, kind, cancellationToken);
        try
        {
            await Task.WhenAll(
                bed.Redis.StartAsync(cancellationToken),
                bed.Postgres.CreateAsync(cancellationToken),
                bed.Mock.StartAsync(cancellationToken)
            );
            await Migrations.RunAsync(bed.Postgres.ConnectionString, directory, cancellationToken);
            if (kind == BedKind.TwoVersions)
            {
                await using var next = bed.Postgres.Source.CreateCommand(NextVersion);
                await next.ExecuteNonQueryAsync(cancellationToken);
            }

            return bed;
        }
        catch
        {
            bed.KeepLogs = true;
            await bed.DisposeAsync();
            throw;
        }
    }

    /// <summary>Everything empty, every fault off, and just as many services up as are asked for.</summary>
    public async Task ArrangeAsync(int workers, CancellationToken cancellationToken)
    {
        await Task.WhenAll(
            Workers.Skip(workers).Where(worker => worker.IsRunning).Select(worker => worker.StopAsync())
        );

        // The mock first: of tables that are empty while it still lists orders, reconciliation would fetch those again.
        await Control.ResetAsync(cancellationToken);
        await Redis.SendAsync("FLUSHALL");
        await EmptyTablesAsync(cancellationToken);
        foreach (var clock in _clocks.Values)
        {
            clock?.Set(TimeSpan.Zero);
        }

        await Task.WhenAll(
            Webhooks.Concat(Workers.Take(workers)).Select(service => service.StartAsync(cancellationToken))
        );
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Workers.Concat(Webhooks).Append(Mock))
        {
            service.Dispose();
        }

        Postgres.Dispose();
        Disk?.Dispose();
        Redis.Dispose();
        Control.Dispose();
        _logs.ForEach(log => log.Dispose());
        if (!KeepLogs)
        {
            await Task.Run(() => Directory.Delete(_directory, recursive: true));
        }
    }

    // Services are up and look at the same tables, in an order of their own: where both wait for each other, Postgres
    // ends one of the two, and that may be us.
    private async Task EmptyTablesAsync(CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var truncate = Postgres.Source.CreateCommand(
                    """
                    TRUNCATE inbox, orders, carts, failed_attempts, store_pauses, bulk_jobs, late_writes RESTART IDENTITY;
                    UPDATE lineage SET restored_at = NULL, restored_to = NULL
                    """
                );
                await truncate.ExecuteNonQueryAsync(cancellationToken);
                return;
            }
            catch (PostgresException exception)
                when (exception.SqlState == PostgresErrorCodes.DeadlockDetected && tries < MostDeadlocks)
            {
                // Once more.
            }
        }
    }

    private static async Task<Bed> CreateAsync(string directory, BedKind kind, CancellationToken cancellationToken)
    {
        if (kind == BedKind.SmallDisk)
        {
            // The holder outlives the log that the bed keeps of it, and prints nothing.
            using var log = new OutputLog("volume", Path.Combine(directory, "volume.log"), []);
            return new Bed(
                directory,
                kind,
                await SmallVolume.MountAsync(Home(directory), SmallDiskMegabytes, log, cancellationToken),
                _ => null
            );
        }

        var clocks = new Dictionary<string, MovedClock>(StringComparer.Ordinal);
        foreach (var name in kind == BedKind.MovedClocks ? MovedPrograms : [])
        {
            clocks[name] = await MovedClock.CreateAsync(
                Path.Combine(directory, name + ".clock"),
                hasThreads: name != "postgres",
                cancellationToken
            );
        }

        return new Bed(directory, kind, disk: null, clocks.GetValueOrDefault);
    }

    private static string Home(string directory) => Path.Combine(directory, "postgres");

    private Service Service(string name, string project, Dictionary<string, string> environment) =>
        new(name, project, environment, Log(name)) { Clock = _clocks.GetValueOrDefault(name) };

    private OutputLog Log(string name)
    {
        var log = new OutputLog(name, Path.Combine(_directory, name + ".log"), Secrets.Forbidden);
        _logs.Add(log);
        return log;
    }
}
