using Aspire.Hosting;
using Aspire.Hosting.Testing;
using Npgsql;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>
/// A real Postgres and a real Redis, started once for all tests. Each test has a database of its own, copied from one that
/// the product's migrations made, and finds Redis empty.
/// </summary>
public sealed class Servers : IAsyncLifetime
{
    private const string Template = "migrated";

    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(2);

    private DistributedApplication? _application;
    private string _postgres = "";
    private string _redis = "";

    /// <summary>The connection string of a database that does not exist yet.</summary>
    public string NewConnectionString() => With($"test_{Guid.NewGuid():N}");

    /// <summary>Redis's connection string.</summary>
    internal string RedisConnectionString => _redis;

    public async Task InitializeAsync()
    {
        var builder = DistributedApplicationTestingBuilder.Create();

        // Nothing outlives these tests, so nothing has to be on the disk.
        builder.AddPostgres("postgres").WithArgs("-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "max_connections=200").AddDatabase("syncdb", Template);
        builder.AddRedis("redis");
        _application = await builder.BuildAsync();

        using var deadline = new CancellationTokenSource(s_patience, TimeProvider.System);
        await _application.StartAsync(deadline.Token);
        await Task.WhenAll(
            _application.ResourceNotifications.WaitForResourceHealthyAsync("syncdb", deadline.Token),
            _application.ResourceNotifications.WaitForResourceHealthyAsync("redis", deadline.Token));
        _postgres = (await _application.GetConnectionStringAsync("syncdb", deadline.Token))!;
        _redis = (await _application.GetConnectionStringAsync("redis", deadline.Token))!;

        // Without pooling: a database that others are connected to cannot be copied.
        await using var source = NpgsqlDataSource.Create(With(Template) + ";Pooling=false");
        await Schema.MigrateAsync(source, deadline.Token);
    }

    public async Task DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync();
        }
    }

    /// <summary>A database with the product's schema.</summary>
    internal async Task<TestDatabase> CreateDatabaseAsync()
    {
        var connectionString = NewConnectionString();
        await ExecuteAsync($"CREATE DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} TEMPLATE {Template}");
        return new TestDatabase(connectionString);
    }

    /// <summary>Creates an empty database.</summary>
    internal async Task<TestDatabase> CreateEmptyDatabaseAsync()
    {
        var connectionString = NewConnectionString();
        await ExecuteAsync($"CREATE DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database}");
        return new TestDatabase(connectionString);
    }

    /// <summary>A connection to Redis, which is emptied.</summary>
    internal async Task<ConnectionMultiplexer> ConnectRedisAsync(bool flush = true)
    {
        var options = ConfigurationOptions.Parse(_redis);
        options.AbortOnConnectFail = false;
        var redis = await ConnectionMultiplexer.ConnectAsync(options);
        if (flush)
        {
            await redis.GetDatabase().ExecuteAsync("FLUSHALL");
        }

        return redis;
    }

    /// <summary>A connection that never comes about: nothing listens there.</summary>
    internal static async Task<ConnectionMultiplexer> ConnectNowhereAsync() => await ConnectionMultiplexer.ConnectAsync(
        new ConfigurationOptions { EndPoints = { { "127.0.0.1", 1 } }, AbortOnConnectFail = false, ConnectTimeout = 200, SyncTimeout = 200, ConnectRetry = 1 });

    private async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(With("postgres") + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private string With(string database) => new NpgsqlConnectionStringBuilder(_postgres) { Database = database }.ConnectionString;
}
