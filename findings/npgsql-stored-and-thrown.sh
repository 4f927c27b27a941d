#!/usr/bin/env bash
# Npgsql 10.0.3 (npgsql/npgsql#6391) with PostgreSQL 15.18
# Guess:   a statement that the server refuses leaves nothing behind: the next good one on that connection stores and returns.
# Happens: where the refused one is the use at which Npgsql prepares it by itself, the next good INSERT … RETURNING is stored
#          and committed, and then throws a plain System.Exception, which is no NpgsqlException.
# Seen:    refused: 22001; then: Exception, rows stored: 2; then: stored and returned
. "$(dirname "$0")/lib.sh"
postgres

console Prepared Npgsql@10.0.3 <<'CS'
using Npgsql;

var settings = "Username=postgres;Database=postgres;Max Auto Prepare=10;Auto Prepare Min Usages=2;Maximum Pool Size=1";
await using var source = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={args[0]};{settings}");
await using (var create = source.CreateCommand("CREATE TABLE t (code varchar(3))"))
{
    await create.ExecuteNonQueryAsync();
}

async Task<string> Insert(string code)
{
    try
    {
        await using var command = source.CreateCommand("INSERT INTO t (code) VALUES ($1) RETURNING code");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = code });
        return await command.ExecuteScalarAsync() is string stored && stored == code ? "stored and returned" : "?";
    }
    catch (PostgresException refused)
    {
        return refused.SqlState;
    }
    catch (Exception exception)
    {
        return exception.GetType().Name;
    }
}

async Task<long> Rows()
{
    await using var count = source.CreateCommand("SELECT count(*) FROM t");
    return (long)await count.ExecuteScalarAsync();
}

await Insert("a");
Console.WriteLine($"refused: {await Insert("long")}");
Console.WriteLine($"then: {await Insert("b")}, rows stored: {await Rows()}");
Console.WriteLine($"then: {await Insert("c")}");
CS
judge "$(answer 60 Prepared "$postgres_port")" \
  "refused: 22001; then: Exception, rows stored: 2; then: stored and returned" \
  "after a refused statement the next good INSERT … RETURNING is stored and throws all the same"
