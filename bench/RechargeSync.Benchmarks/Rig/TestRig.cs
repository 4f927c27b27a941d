using Npgsql;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Rig;

/// <summary>
/// Real Redis and real Postgres on loopback, and whatever services a verb adds; all gone when it ends.
/// </summary>
internal sealed class TestRig : IAsyncDisposable
{
    /// <summary>A user of his own, so that his statements do not count as the product's.</summary>
    public const string Auditor = "auditor";

    // Postgres runs as another user, so it has to be able to get here.
    private readonly string _directory = Path.Combine(
        Path.GetTempPath(),
        $"rechargesync-bench-{Environment.ProcessId}-{Guid.NewGuid():N}"
    );
    private readonly List<OutputLog> _logs = [];
    private readonly List<IDisposable> _running = [];
    private readonly List<Child> _children = [];
    private readonly List<Database> _databases = [];

    private TestRig()
    {
        Directory.CreateDirectory(_directory);
        Redis = new RedisServer(_directory, AddLog("redis"));
        Postgres = new PostgresServer(Path.Combine(_directory, "postgres"), AddLog("postgres"))
        {
            Parameters = RigSettings.Postgres,
        };
        Database = Open("syncdb");
        Own = new Deployment("RechargeSync", "", Programs.Published, Database, Postgres.ConnectionString);
    }

    public RedisServer Redis { get; }

    public PostgresServer Postgres { get; }

    /// <summary>Our own database.</summary>
    public Database Database { get; }

    /// <summary>The build beside this program, in our own database.</summary>
    public Deployment Own { get; }

    /// <summary>Where everything is, the processes' output among it.</summary>
    public string LogDirectory => _directory;

    public bool KeepLogs { get; set; }

    /// <summary>Where services that are added from now on send their telemetry; null for nowhere.</summary>
    public Uri? Collector { get; set; }

    public static async Task<TestRig> StartAsync(CancellationToken cancellationToken)
    {
        await Programs.EnsureAsync(cancellationToken);
        var rig = new TestRig();
        try
        {
            await Task.WhenAll(rig.Redis.StartAsync(cancellationToken), rig.Postgres.CreateAsync(cancellationToken));
            await using (
                var prepare = rig.Postgres.Source.CreateCommand(
                    $"CREATE ROLE {Auditor} SUPERUSER LOGIN; CREATE EXTENSION pg_stat_statements"
                )
            )
            {
                await prepare.ExecuteNonQueryAsync(cancellationToken);
            }

            await Migrations.RunAsync(rig.Postgres.ConnectionString, rig._directory, cancellationToken);
            return rig;
        }
        catch
        {
            rig.KeepLogs = true;
            await rig.DisposeAsync();
            throw;
        }
    }

    /// <summary>Another build of our programs, with a database of its own that it makes the tables of.</summary>
    /// <param name="name">What it is called; a name of a database.</param>
    /// <param name="build">The directory of its published programs.</param>
    /// <param name="cancellationToken">Ends the making of the tables.</param>
    public async Task<Deployment> AddDeploymentAsync(string name, string build, CancellationToken cancellationToken)
    {
        var database = await AddDatabaseAsync(name, cancellationToken);
        var connection = new NpgsqlConnectionStringBuilder(Postgres.ConnectionString) { Database = name };
        await Migrations.RunAsync(build, connection.ConnectionString, _directory, cancellationToken);
        return new Deployment(name, name + "-", build, database, connection.ConnectionString);
    }

    /// <summary>Our ingress.</summary>
    public MeasuredService AddWebhooks(Deployment deployment, params IReadOnlyList<BenchStore> stores) =>
        Add(deployment, "webhooks", "RechargeSync.Webhooks", RigSettings.Webhooks(this, stores));

    /// <summary>One of our workers.</summary>
    public MeasuredService AddWorker(
        Deployment deployment,
        string name,
        Uri stub,
        Dictionary<string, string> settings,
        params IReadOnlyList<BenchStore> stores
    ) => Add(deployment, name, "RechargeSync.Worker", RigSettings.Worker(this, stub, name, settings, stores));

    /// <summary>The operators' page and the admin API.</summary>
    public MeasuredService AddConsole(Uri stub, params IReadOnlyList<BenchStore> stores) =>
        Add("console", "RechargeSync.Console", RigSettings.Console(this, stub, stores));

    /// <summary>A receiver that this program serves itself, with the garbage collector of the shipped ones.</summary>
    public MeasuredService AddBaseline(string kind) =>
        Add(
            kind,
            "RechargeSync.Benchmarks",
            new(RigSettings.Connections(this), StringComparer.Ordinal) { ["DOTNET_gcServer"] = "1" },
            "serve-baseline",
            kind
        );

    /// <summary>The other side of the worker's calls.</summary>
    public MeasuredService AddStub() => Add("stub", "RechargeSync.Benchmarks", [], "serve-stub");

    /// <summary>A Redis for somebody else.</summary>
    public async Task<RedisServer> AddRedisAsync(string name, CancellationToken cancellationToken)
    {
        var redis = new RedisServer(_directory, AddLog(name));
        _running.Add(redis);
        await redis.StartAsync(cancellationToken);
        return redis;
    }

    /// <summary>A database for somebody else.</summary>
    public async Task<Database> AddDatabaseAsync(string name, CancellationToken cancellationToken)
    {
        await Database.ExecuteAsync($"CREATE DATABASE {name}", cancellationToken);
        return Open(name);
    }

    /// <summary>A program that the rig ends with itself.</summary>
    public async Task<Child> AddChildAsync(ChildSpec spec, OutputLog log)
    {
        var child = await Child.StartAsync(spec, log);
        _children.Add(child);
        return child;
    }

    public OutputLog AddLog(string name)
    {
        var log = new OutputLog(name, Path.Combine(_directory, name + ".log"), forbidden: []);
        _logs.Add(log);
        return log;
    }

    public async ValueTask DisposeAsync()
    {
        // The last that was started is the first to go, and with it what it has started itself.
        foreach (var child in Enumerable.Reverse(_children))
        {
            await (child.HasExited ? Task.CompletedTask : child.StopAsync(Posix.SigTerm));
            child.Dispose();
        }

        _running.ForEach(program => program.Dispose());
        foreach (var database in _databases)
        {
            await database.DisposeAsync();
        }

        Postgres.Dispose();
        Redis.Dispose();
        _logs.ForEach(log => log.Dispose());
        if (!KeepLogs)
        {
            await Task.Run(() => Directory.Delete(_directory, recursive: true), CancellationToken.None);
        }
    }

    private MeasuredService Add(
        Deployment deployment,
        string name,
        string project,
        Dictionary<string, string> environment
    )
    {
        environment["ConnectionStrings__syncdb"] = deployment.ConnectionString;
        var service = Add(deployment.Prefix + name, project, environment);
        service.Service.Build = deployment.Build;
        return service;
    }

    private MeasuredService Add(
        string name,
        string project,
        Dictionary<string, string> environment,
        params IReadOnlyList<string> arguments
    )
    {
        var probe = new RuntimeProbe(_directory, name);
        var service = new Service(name, project, environment, AddLog(name + "-start"))
        {
            Arguments = arguments,
            Runtime = probe.Environment,
            OutputFile = Path.Combine(_directory, name + ".log"),
        };
        _running.Add(service);
        return new MeasuredService(service, probe);
    }

    private Database Open(string name)
    {
        var connection = new NpgsqlConnectionStringBuilder(Postgres.ConnectionString)
        {
            Database = name,
            Username = Auditor,
            CommandTimeout = 600,
            MaxPoolSize = 4,
        };
        var database = new Database(NpgsqlDataSource.Create(connection));
        _databases.Add(database);
        return database;
    }
}
