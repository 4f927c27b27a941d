using Npgsql;
using RechargeSync.Testing.Processes;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>
/// A real Postgres and a real Redis, started once for all tests. Each test has a database of its own, copied from one
/// that the product's migrations made, and finds Redis empty.
/// </summary>
public sealed class Servers : IAsyncLifetime, IDisposable
{
    private const string Template = "migrated";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    // Nothing outlives these tests, so nothing has to be on the disk.
    private static readonly Dictionary<string, string> s_parameters = new(StringComparer.Ordinal)
    {
        ["fsync"] = "off",
        ["synchronous_commit"] = "off",
    };

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("rechargesync-integration-");
    private PostgresServer? _postgres;
    private RedisServer? _redis;

    /// <summary>The connection string of a database that does not exist yet.</summary>
    public string NewConnectionString() => With($"test_{Guid.NewGuid():N}");

    /// <summary>Redis's connection string.</summary>
    internal string RedisConnectionString => _redis!.ConnectionString;

    public async ValueTask InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);
        await Programs.EnsureAsync(deadline.Token);

        // Postgres's own user has to be able to come in.
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                _home.FullName,
                File.GetUnixFileMode(_home.FullName) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute
            );
        }

        _postgres = new PostgresServer(Path.Combine(_home.FullName, "postgres"), Log("postgres"))
        {
            Parameters = s_parameters,
        };
        _redis = new RedisServer(_home.FullName, Log("redis"));
        await Task.WhenAll(_postgres.CreateAsync(deadline.Token), _redis.StartAsync(deadline.Token));

        // Without pooling: a database that others are connected to cannot be copied.
        await ExecuteAsync($"CREATE DATABASE {Template}");
        await using var source = NpgsqlDataSource.Create(With(Template) + ";Pooling=false");
        await Schema.MigrateAsync(source, deadline.Token);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public void Dispose()
    {
        _postgres?.Dispose();
        _redis?.Dispose();
        _home.Delete(recursive: true);
    }

    /// <summary>A database with the product's schema.</summary>
    internal async Task<TestDatabase> CreateDatabaseAsync()
    {
        var connectionString = NewConnectionString();
        await ExecuteAsync(
            $"CREATE DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} TEMPLATE {Template}"
        );
        return new TestDatabase(connectionString);
    }

    /// <summary>Creates an empty database.</summary>
    internal async Task<TestDatabase> CreateEmptyDatabaseAsync()
    {
        var connectionString = NewConnectionString();
        await ExecuteAsync($"CREATE DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database}");
        return new TestDatabase(connectionString);
    }

    /// <summary>Sends Redis a command that its client keeps for administrators.</summary>
    internal Task<object?> SendRedisAsync(params string[] command) => _redis!.SendAsync(command);

    /// <summary>A Redis for one test, which may stop or freeze it.</summary>
    internal async Task<RedisServer> StartOwnRedisAsync()
    {
        var name = $"redis-{Guid.NewGuid():N}";
        var redis = new RedisServer(_home.CreateSubdirectory(name).FullName, Log(name));
        await redis.StartAsync(CancellationToken.None);
        return redis;
    }

    /// <summary>A service of ours as a process of its own.</summary>
    internal Service CreateService(string project, IReadOnlyDictionary<string, string> settings) =>
        new(project, project, settings, Log($"{project}-{Guid.NewGuid():N}"));

    /// <summary>A connection to Redis, which is emptied.</summary>
    internal async Task<ConnectionMultiplexer> ConnectRedisAsync(bool flush = true, RedisProtocol? protocol = null)
    {
        var options = ConfigurationOptions.Parse(RedisConnectionString);
        options.AbortOnConnectFail = false;
        options.Protocol = protocol;
        if (flush)
        {
            await _redis!.SendAsync("FLUSHALL");
        }

        return await ConnectionMultiplexer.ConnectAsync(options);
    }

    /// <summary>A connection that never comes about: nothing listens there.</summary>
    internal static async Task<ConnectionMultiplexer> ConnectNowhereAsync() =>
        await ConnectionMultiplexer.ConnectAsync(
            new ConfigurationOptions
            {
                EndPoints = { { "127.0.0.1", 1 } },
                AbortOnConnectFail = false,
                ConnectTimeout = 200,
                SyncTimeout = 200,
                ConnectRetry = 1,
            }
        );

    private OutputLog Log(string name) => new(name, Path.Combine(_home.FullName, name + ".log"), []);

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(With("postgres") + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private string With(string database) =>
        new NpgsqlConnectionStringBuilder(_postgres!.ConnectionString) { Database = database }.ConnectionString;
}
