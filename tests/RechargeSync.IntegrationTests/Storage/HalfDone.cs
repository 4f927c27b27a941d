using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using RechargeSync.Core.Storage;

namespace RechargeSync.IntegrationTests.Storage;

/// <summary>A migration of the tests alone, which fails after a statement that no transaction takes back.</summary>
[DbContext(typeof(SyncDbContext))]
[Migration(Id)]
internal sealed class HalfDone : Migration
{
    public const string Id = "20000101000000_HalfDone";

    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.Sql("CREATE TABLE half_done ();", suppressTransaction: true);
        migrationBuilder.Sql("DROP TABLE nowhere;");
    }
}
