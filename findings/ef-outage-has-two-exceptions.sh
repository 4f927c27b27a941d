#!/usr/bin/env bash
# Microsoft.EntityFrameworkCore 10.0.15 with Npgsql.EntityFrameworkCore.PostgreSQL 10.0.3
# Guess:   a database that cannot be reached is one exception, whatever a context is asked for: NpgsqlException, or EF's own.
# Happens: the provider's default strategy, which repeats nothing, wraps what might pass: queries, saves, bulk updates and
#          OpenConnectionAsync throw InvalidOperationException, with NpgsqlException inside. BeginTransactionAsync and
#          ExecuteSqlRawAsync go past the strategy and throw NpgsqlException itself. Who catches one of the two lets the same
#          outage through, depending on the call; an InvalidOperationException is also what a wrong query throws.
# Seen:    query, count, delete, save, sql query, open, foreach: InvalidOperationException; sql, begin: NpgsqlException
. "$(dirname "$0")/lib.sh"

console Outage Microsoft.EntityFrameworkCore.Relational@10.0.15 Npgsql.EntityFrameworkCore.PostgreSQL@10.0.3 <<'CS'
using Microsoft.EntityFrameworkCore;

var options = new DbContextOptionsBuilder<Shop>().UseNpgsql("Host=127.0.0.1;Port=" + args[0] + ";Username=postgres;Timeout=3").Options;
await Try("query", context => context.Items.ToListAsync());
await Try("count", context => context.Items.CountAsync());
await Try("delete", context => context.Items.ExecuteDeleteAsync());
await Try("save", context => { context.Add(new Item()); return context.SaveChangesAsync(); });
await Try("sql", context => context.Database.ExecuteSqlRawAsync("SELECT 1"));
await Try("sql query", context => context.Database.SqlQueryRaw<int>("SELECT 1 AS \"Value\"").ToListAsync());
await Try("open", context => context.Database.OpenConnectionAsync());
await Try("begin", context => context.Database.BeginTransactionAsync());
await Try("foreach", async context => { await foreach (var _ in context.Items.AsAsyncEnumerable()) { } });

async Task Try(string name, Func<Shop, Task> call)
{
    await using var context = new Shop(options);
    try
    {
        await call(context);
        Console.WriteLine($"{name}: nothing");
    }
    catch (Exception exception)
    {
        Console.WriteLine($"{name}: {exception.GetType().Name}");
    }
}

sealed class Shop(DbContextOptions<Shop> options) : DbContext(options)
{
    public DbSet<Item> Items => Set<Item>();
}

sealed class Item
{
    public int Id { get; set; }
}
CS
judge "$(answer 60 Outage "$(free_port)")" \
  "query: InvalidOperationException; count: InvalidOperationException; delete: InvalidOperationException; save: \
InvalidOperationException; sql: NpgsqlException; sql query: InvalidOperationException; open: InvalidOperationException; begin: \
NpgsqlException; foreach: InvalidOperationException" \
  "one outage is InvalidOperationException or NpgsqlException, depending on what the context is asked for"
