#!/usr/bin/env bash
# dotnet-ef and Microsoft.EntityFrameworkCore.Design 10.0.15; needs postgres and initdb
# Guess:   'dotnet ef migrations remove' with migrations written by hand, that is without designer files, deletes the last
#          one's file, or refuses.
# Happens: it deletes no migration and empties the model snapshot: it takes the new one from the designer file of the
#          migration before. It says "Reverting the model snapshot. Done." and exits 0.
# Seen:    exit 0; migrations left: 2; entities in the snapshot: 1 before, 0 after
. "$(dirname "$0")/lib.sh"

postgres
export SHOP_PORT=$postgres_port
console Shop Npgsql@10.0.3 Npgsql.EntityFrameworkCore.PostgreSQL@10.0.3 Microsoft.EntityFrameworkCore.Relational@10.0.15 Microsoft.EntityFrameworkCore.Design@10.0.15 <<'CS'
using Microsoft.EntityFrameworkCore;

await using var db = new Db();

sealed class Db : DbContext
{
    public DbSet<Order> Orders => Set<Order>();

    protected override void OnConfiguring(DbContextOptionsBuilder options) =>
        options.UseNpgsql($"Host=127.0.0.1;Port={Environment.GetEnvironmentVariable("SHOP_PORT")};Username=postgres;Database=postgres");
}

sealed class Order
{
    public int Id { get; set; }
    public string Name { get; set; }
}
CS
cd "$work/Shop"
{
  dotnet tool install dotnet-ef --version 10.0.15 --tool-path ../tools
  timeout 90 ../tools/dotnet-ef migrations add First
} >../errors 2>&1
rm Migrations/*_First*.cs # the snapshot stays
for name in 20260101000001_First 20260101000002_Second; do
  cat >"Migrations/$name.cs" <<CS
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

[DbContext(typeof(Db)), Migration("$name")]
sealed class ${name#*_} : Migration
{
    protected override void Up(MigrationBuilder migration) => migration.Sql("SELECT 1");
}
CS
done
entities() { grep -c 'modelBuilder.Entity(' Migrations/DbModelSnapshot.cs || true; }
before=$(entities) code=0
timeout 90 ../tools/dotnet-ef migrations remove >../errors 2>&1 || code=$?
judge "exit $code; migrations left: $(ls Migrations/*_*.cs | wc -l); entities in the snapshot: $before before, $(entities) after" \
  "exit 0; migrations left: 2; entities in the snapshot: 1 before, 0 after" \
  "'dotnet ef migrations remove' removes no hand-written migration, empties the model snapshot and exits 0"
