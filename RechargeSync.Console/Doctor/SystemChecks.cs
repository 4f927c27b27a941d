using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Streams;
using StackExchange.Redis;

namespace RechargeSync.Core.Admin.Doctoring;

/// <summary>Postgres, Redis and the workers.</summary>
internal sealed class Surroundings(
    NpgsqlDataSource database,
    IConnectionMultiplexer redis,
    StreamMonitor stream,
    IServiceScopeFactory scopes,
    TimeProvider clock
)
{
    private static readonly TimeSpan s_slow = TimeSpan.FromMinutes(1);

    public async Task<Finding> PostgresAsync(CancellationToken cancellationToken)
    {
        if (await new ClockCheck(database, clock).FindProblemAsync(cancellationToken) is { } problem)
        {
            return Finding.Failed(problem, "Synchronise both clocks (NTP).");
        }

        await using var command = database.CreateCommand("SHOW server_version");
        return Finding.Ok(
            $"Postgres {await command.ExecuteScalarAsync(cancellationToken)} answers, and the clocks agree."
        );
    }

    public async Task<Finding> MigrationsAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var pending = (
            await scope
                .ServiceProvider.GetRequiredService<SyncDbContext>()
                .Database.GetPendingMigrationsAsync(cancellationToken)
        ).ToList();
        return pending.Count == 0
            ? Finding.Ok("The schema is up to date.")
            : Finding.Failed(
                $"{pending.Count} {(pending.Count == 1 ? "migration is" : "migrations are")} pending.",
                "Run the Worker once with the argument 'migrate'."
            );
    }

    public async Task<Finding> RedisAsync(CancellationToken cancellationToken)
    {
        var took = await redis.GetDatabase().PingAsync().WaitAsync(cancellationToken);
        return Finding.Ok($"Redis answers within {took.TotalMilliseconds:0.0} ms.");
    }

    public async Task<Finding> EvictionAsync(CancellationToken cancellationToken) =>
        await new EvictionCheck(redis).FindProblemAsync(cancellationToken) is { } problem
            ? Finding.Failed(problem, "Set maxmemory-policy to noeviction, or a volatile- policy.")
            : Finding.Ok("Redis drops no stream.");

    public async Task<Finding> WorkersAsync(CancellationToken cancellationToken)
    {
        var (undelivered, pending) = await stream.DepthAsync().WaitAsync(cancellationToken);
        var oldest = await stream.OldestEntryAgeAsync().WaitAsync(cancellationToken);
        return oldest > s_slow
            ? Finding.Warning(
                $"The oldest of {undelivered + pending} stream entries waits for {oldest.Value.TotalSeconds:0} seconds.",
                "Look whether a Worker runs, and at its log; for a large backlog start more of them."
            )
            : Finding.Ok($"{undelivered + pending} stream entries wait, none of them for long.");
    }
}
