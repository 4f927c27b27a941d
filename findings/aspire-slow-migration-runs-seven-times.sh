#!/usr/bin/env bash
# Aspire.Npgsql.EntityFrameworkCore.PostgreSQL 13.6.5, EF Core 10.0.15; needs postgres and initdb; takes 75 s
# Guess:   a migration that takes longer than the command time-out (30 s unless set, 1 s here) fails with that time-out.
# Happens: AddNpgsqlDbContext turns retries on, and a time-out counts as transient: the migration is run seven times with
#          growing pauses, its locks taken anew each time, until RetryLimitExceededException says something else.
# Seen:    RetryLimitExceededException; runs: 7
. "$(dirname "$0")/lib.sh"
export Logging__LogLevel__Default=None

postgres
web Migrate Aspire.Npgsql.EntityFrameworkCore.PostgreSQL@13.6.5 Npgsql@10.0.3 Npgsql.EntityFrameworkCore.PostgreSQL@10.0.3 Microsoft.EntityFrameworkCore.Relational@10.0.15 <<'CS'
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

var builder = WebApplication.CreateBuilder();
builder.Configuration["ConnectionStrings:shop"] = $"Host=127.0.0.1;Port={args[0]};Username=postgres;Database=postgres";
builder.AddNpgsqlDbContext<Db>("shop", settings => settings.CommandTimeout = 1);
await using var app = builder.Build();
await using var scope = app.Services.CreateAsyncScope();
var database = scope.ServiceProvider.GetRequiredService<Db>().Database;
await database.ExecuteSqlRawAsync("CREATE SEQUENCE runs");
try
{
    await database.MigrateAsync();
    Console.WriteLine("migrated");
}
catch (Exception e)
{
    Console.WriteLine(e.GetType().Name);
}
Console.WriteLine($"runs: {await database.SqlQueryRaw<long>("SELECT last_value AS \"Value\" FROM runs").SingleAsync()}");

sealed class Db(DbContextOptions<Db> options) : DbContext(options);

[DbContext(typeof(Db)), Migration("20260101000001_Slow")]
sealed class Slow : Migration
{
    // A sequence's steps are not rolled back, so it counts the tries.
    protected override void Up(MigrationBuilder migration) => migration.Sql("SELECT nextval('runs'), pg_sleep(2)");
}
CS
judge "$(answer 150 Migrate "$postgres_port")" "RetryLimitExceededException; runs: 7" \
  "with AddNpgsqlDbContext a migration longer than the command time-out is run seven times"
