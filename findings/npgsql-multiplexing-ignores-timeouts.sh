#!/usr/bin/env bash
# Npgsql 10.0.3; needs postgres and initdb
# Guess:   CommandTimeout and CancellationToken end a command that takes too long, with Multiplexing=true as without.
# Happens: with it both are ignored once the command is on its way: it waits for the answer, and no exception comes.
# Seen:    time-out False: NpgsqlException after 1 s; token False: OperationCanceledException after 1 s;
#          time-out True: answered after 3 s; token True: answered after 3 s
. "$(dirname "$0")/lib.sh"

postgres
console Wait Npgsql@10.0.3 <<'CS'
using System.Diagnostics;
using Npgsql;

foreach (var multiplexing in new[] { false, true })
{
    await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={args[0]};Username=postgres;Database=postgres;Multiplexing={multiplexing}");
    await using (var warm = source.CreateCommand("SELECT 1"))
    {
        await warm.ExecuteNonQueryAsync();
    }
    foreach (var way in new[] { "time-out", "token" })
    {
        await using var sleep = source.CreateCommand("SELECT pg_sleep(3)");
        sleep.CommandTimeout = way == "time-out" ? 1 : 0;
        using var patience = new CancellationTokenSource(way == "token" ? TimeSpan.FromSeconds(1) : Timeout.InfiniteTimeSpan);
        var watch = Stopwatch.StartNew();
        var ended = "answered";
        try
        {
            await sleep.ExecuteNonQueryAsync(patience.Token);
        }
        catch (Exception e)
        {
            ended = e.GetType().Name;
        }
        Console.WriteLine($"{way} {multiplexing}: {ended} after {watch.Elapsed.TotalSeconds:0} s");
    }
}
CS
judge "$(answer 60 Wait "$postgres_port")" \
  "time-out False: NpgsqlException after 1 s; token False: OperationCanceledException after 1 s; time-out True: answered after 3 s; token True: answered after 3 s" \
  "with multiplexing a command of 3 s outlives both its time-out and its token of 1 s"
