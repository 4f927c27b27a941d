using Microsoft.EntityFrameworkCore;
using Npgsql;
using RechargeSync.Console.Overview;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;
using StackExchange.Redis;

namespace RechargeSync.Console.Doctor;

/// <summary>Postgres, Redis and the workers.</summary>
internal sealed class SystemChecks(
    NpgsqlDataSource database,
    IConnectionMultiplexer redis,
    StreamMonitor stream,
    UnservedStores unserved,
    IServiceScopeFactory scopes,
    TimeProvider clock
)
{
    private static readonly TimeSpan s_slow = TimeSpan.FromMinutes(1);

    public async Task<CheckResult> PostgresAsync(CancellationToken cancellationToken)
    {
        if (await new ClockCheck(database, clock).FindProblemAsync(cancellationToken) is { } problem)
        {
            return CheckResult.Failed(problem, "Synchronise both clocks (NTP).");
        }

        await using var command = database.CreateCommand("SHOW server_version");
        return CheckResult.Ok(
            $"Postgres {await command.ExecuteScalarAsync(cancellationToken)} answers, and the clocks agree."
        );
    }

    // Less than VerifyFull takes any certificate, so whoever stands between may read and change all.
    public Task<CheckResult> EncryptionAsync(CancellationToken cancellationToken)
    {
        var settings = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        var hosts = (settings.Host ?? "").Split(',');
        return Task.FromResult(
            hosts.All(IsThisMachine) ? CheckResult.Ok("Postgres is on this machine.")
            : settings.SslMode == SslMode.VerifyFull ? CheckResult.Ok("Postgres's certificate is checked.")
            : CheckResult.Warning(
                $"Postgres's certificate is not checked (Ssl Mode={settings.SslMode}).",
                $"Add Ssl Mode=VerifyFull to ConnectionStrings:{StorageServices.ConnectionName}, and Root Certificate "
                    + "where the system does not know who issued it."
            )
        );
    }

    // A path is a socket of this machine.
    private static bool IsThisMachine(string host) =>
        host.StartsWith('/')
        || Uri.TryCreate($"tcp://{host.Trim()}", UriKind.Absolute, out var address) && address.IsLoopback;

    public async Task<CheckResult> MigrationsAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var pending = (
            await scope
                .ServiceProvider.GetRequiredService<SyncDbContext>()
                .Database.GetPendingMigrationsAsync(cancellationToken)
        ).ToList();
        return pending.Count == 0
            ? CheckResult.Ok("The schema is up to date.")
            : CheckResult.Failed(
                $"{pending.Count} {(pending.Count == 1 ? "migration is" : "migrations are")} pending.",
                "Run the Worker once with the argument 'migrate'."
            );
    }

    public async Task<CheckResult> RedisAsync(CancellationToken cancellationToken)
    {
        var took = await redis.GetDatabase().PingAsync().WaitAsync(cancellationToken);
        return CheckResult.Ok($"Redis answers within {took.TotalMilliseconds:0.0} ms.");
    }

    public async Task<CheckResult> EvictionAsync(CancellationToken cancellationToken) =>
        await new EvictionCheck(redis).FindProblemAsync(cancellationToken) is { } problem
            ? CheckResult.Failed(problem, "Set maxmemory-policy to noeviction, or a volatile- policy.")
            : CheckResult.Ok("Redis drops no stream.");

    public async Task<CheckResult> WorkersAsync(CancellationToken cancellationToken)
    {
        if (await unserved.ReadAsync(cancellationToken) is { Count: > 0 } stores)
        {
            return CheckResult.Failed(
                string.Join(' ', stores.Select(store => store.Problem)),
                string.Join(' ', stores.Select(store => store.Advice))
            );
        }

        var group = await stream.ReadAsync().WaitAsync(cancellationToken);
        var entries = group.Undelivered + group.Pending;
        return group.OldestAge is { } oldest && oldest > s_slow
            ? CheckResult.Warning(
                $"The oldest of {entries} stream entries waits for {oldest.TotalSeconds:0} seconds.",
                "See whether a Worker runs, and what its log says; for a large backlog start more of them."
            )
            : CheckResult.Ok($"{entries} stream entries wait, none of them for long.");
    }
}
