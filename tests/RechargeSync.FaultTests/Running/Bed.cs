using System.Globalization;
using RechargeSync.FaultTests.Load;

namespace RechargeSync.FaultTests.Running;

/// <summary>The whole system as processes of this machine: Redis, Postgres, the mock, up to two Webhooks and four workers.</summary>
internal sealed class Bed : IAsyncDisposable
{
    private const int MostWebhooks = 2;
    private const int MostWorkers = 4;

    private readonly string _directory;
    private readonly List<OutputLog> _logs = [];

    private Bed(string directory)
    {
        _directory = directory;
        Redis = new RedisServer(directory, Log("redis"));
        Postgres = new PostgresServer(Path.Combine(directory, "postgres"), Log("postgres"));
        Webhooks = [.. Enumerable.Range(0, MostWebhooks).Select(i => Service($"webhooks-{i}", "RechargeSync.Webhooks", Settings.Webhooks(Postgres.ConnectionString, Redis.ConnectionString)))];
        Mock = Service("mock", "RechargeSync.MockPlatform", Settings.Mock([.. Webhooks.Select(service => service.Address)], seed: 1));
        Workers =
        [
            .. Enumerable.Range(0, MostWorkers).Select(i => string.Create(CultureInfo.InvariantCulture, $"worker-{i}"))
                .Select(name => Service(name, "RechargeSync.Worker", Settings.Worker(Postgres.ConnectionString, Redis.ConnectionString, Mock.Address, name))),
        ];
        Control = new MockControl(Mock.Address);
    }

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

    public static async Task<Bed> StartAsync(CancellationToken cancellationToken)
    {
        await Programs.EnsureAsync(cancellationToken);
        // Postgres runs as another user, so it has to be able to get here.
        var directory = Path.Combine(Path.GetTempPath(), $"rechargesync-faults-{Environment.ProcessId}-{Guid.NewGuid():N}");
        Directory.CreateDirectory(directory);
        var bed = new Bed(directory);
        try
        {
            await Task.WhenAll(
                bed.Redis.StartAsync(cancellationToken), bed.Postgres.CreateAsync(cancellationToken), bed.Mock.StartAsync(cancellationToken));
            await Launcher.RunAsync(
                new ChildSpec("migrations", Programs.Dotnet, [Programs.Built("RechargeSync.Worker"), "migrate"], directory)
                {
                    Environment = new Dictionary<string, string>(StringComparer.Ordinal) { ["ConnectionStrings__syncdb"] = bed.Postgres.ConnectionString },
                },
                cancellationToken);
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
        await Task.WhenAll(Workers.Skip(workers).Where(worker => worker.IsRunning).Select(worker => worker.StopAsync()));
        await Redis.SendAsync("FLUSHALL");
        await using (var truncate = Postgres.Source.CreateCommand("TRUNCATE inbox, orders, carts, failures RESTART IDENTITY"))
        {
            await truncate.ExecuteNonQueryAsync(cancellationToken);
        }

        await Control.ResetAsync(cancellationToken);
        await Task.WhenAll(Webhooks.Concat(Workers.Take(workers)).Select(service => service.StartAsync(cancellationToken)));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in Workers.Concat(Webhooks).Append(Mock))
        {
            service.Dispose();
        }

        Postgres.Dispose();
        Redis.Dispose();
        Control.Dispose();
        _logs.ForEach(log => log.Dispose());
        if (!KeepLogs)
        {
            await Task.Run(() => Directory.Delete(_directory, recursive: true));
        }
    }

    private Service Service(string name, string project, Dictionary<string, string> environment) => new(name, project, environment, Log(name));

    private OutputLog Log(string name)
    {
        var log = new OutputLog(name, Path.Combine(_directory, name + ".log"), Secrets.Forbidden);
        _logs.Add(log);
        return log;
    }
}
