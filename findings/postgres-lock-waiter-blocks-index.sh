#!/usr/bin/env bash
# PostgreSQL 15.18, Npgsql 10.0.3; needs postgres and initdb
# Guess:   an advisory lock that two migrators take in turn has nothing to do with tables, so the one that has it may
#          CREATE INDEX CONCURRENTLY while the other waits for it.
# Happens: who waits in SELECT pg_advisory_lock(…) is a running statement with a snapshot, and the index waits for all
#          older snapshots: a deadlock, of which the waiting one dies. Asking pg_try_advisory_lock again and again is well.
# Seen:    pg_advisory_lock: index done, the waiting one 40P01; pg_try_advisory_lock: index done, the waiting one done
. "$(dirname "$0")/lib.sh"

postgres
console Migrate Npgsql@10.0.3 <<'CS'
using Npgsql;

await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={args[0]};Username=postgres;Database=postgres;Pooling=false");
await using var first = await source.OpenConnectionAsync();
await ExecuteAsync(first, "CREATE TABLE orders (id int)");
foreach (var way in new[] { "pg_advisory_lock", "pg_try_advisory_lock" })
{
    await using var second = await source.OpenConnectionAsync();
    await ExecuteAsync(first, "SELECT pg_advisory_lock(1)");
    var waiting = EndOf(async () =>
    {
        while (await ExecuteAsync(second, $"SELECT {way}(1)") is false)
        {
            await Task.Delay(100);
        }
    });
    await Task.Delay(500);
    var index = await EndOf(() => ExecuteAsync(first, $"CREATE INDEX CONCURRENTLY ON orders (id)"));
    await ExecuteAsync(first, "SELECT pg_advisory_unlock(1)");
    Console.WriteLine($"{way}: index {index}, the waiting one {await waiting}");
}

static async Task<object> ExecuteAsync(NpgsqlConnection connection, string sql)
{
    await using var command = new NpgsqlCommand(sql, connection);
    return await command.ExecuteScalarAsync();
}

static async Task<string> EndOf(Func<Task> act)
{
    try
    {
        await act();
        return "done";
    }
    catch (PostgresException e)
    {
        return e.SqlState;
    }
}
CS
judge "$(answer 60 Migrate "$postgres_port")" \
  "pg_advisory_lock: index done, the waiting one 40P01; pg_try_advisory_lock: index done, the waiting one done" \
  "waiting for an advisory lock deadlocks with the CREATE INDEX CONCURRENTLY of the one who has it"
