#!/usr/bin/env bash
# Microsoft.EntityFrameworkCore 10.0.15, Npgsql.EntityFrameworkCore.PostgreSQL 10.0.3; needs postgres and initdb
# Guess:   Migrate locks the database since EF 9, so services that all migrate at their start wait for one another.
# Happens: that holds for one pending migration. With two, the lock ends with the first one's transaction, and who waited
#          goes by the list that it made before: one of the two fails over what is there already.
# Seen:    1 pending: done, done; 2 pending: 42701, done
. "$(dirname "$0")/lib.sh"

postgres
console Migrate Npgsql@10.0.3 Npgsql.EntityFrameworkCore.PostgreSQL@10.0.3 Microsoft.EntityFrameworkCore.Relational@10.0.15 <<'CS'
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

foreach (var pending in new[] { 1, 2 })
{
    await using (var setup = new Db(args[0], pending))
    {
        await setup.Database.MigrateAsync("20260101000001_First");
    }
    var ends = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
    {
        await using var db = new Db(args[0], pending);
        try
        {
            await db.Database.MigrateAsync(pending == 1 ? "20260101000002_Second" : "20260101000003_Third");
            return "done";
        }
        catch (Exception e)
        {
            return (e.GetBaseException() as Npgsql.PostgresException)?.SqlState ?? e.GetType().Name;
        }
    })));
    Console.WriteLine($"{pending} pending: {string.Join(", ", ends.Order(StringComparer.Ordinal))}");
}

sealed class Db(string port, int number) : DbContext
{
    protected override void OnConfiguring(DbContextOptionsBuilder options) =>
        options.UseNpgsql($"Host=127.0.0.1;Port={port};Username=postgres;Database=shop{number};Pooling=false");
}

[DbContext(typeof(Db)), Migration("20260101000001_First")]
sealed class First : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql("CREATE TABLE orders (id int)");
}

[DbContext(typeof(Db)), Migration("20260101000002_Second")]
sealed class Second : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql("SELECT pg_sleep(1); ALTER TABLE orders ADD COLUMN a int");
}

[DbContext(typeof(Db)), Migration("20260101000003_Third")]
sealed class Third : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql("SELECT pg_sleep(1); ALTER TABLE orders ADD COLUMN b int");
}
CS
judge "$(answer 60 Migrate "$postgres_port")" "1 pending: done, done; 2 pending: 42701, done" \
  "two migrators at once are safe with one pending migration, and one of them fails with two"
