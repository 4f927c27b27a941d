using Microsoft.EntityFrameworkCore.Migrations;

namespace RechargeSync.Core.Storage.Migrations;

/// <summary>
/// Two indexes of what is unfinished under one condition looked equally short to the planner where it believed that nothing is;
/// under two conditions each statement has just one that fits.
/// </summary>
internal sealed partial class InboxIndexes : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP INDEX inbox_unfinished; CREATE INDEX inbox_unfinished ON inbox (enqueued_at) WHERE finished_at IS NULL;");

    protected override void Down(MigrationBuilder migrationBuilder) =>
        migrationBuilder.Sql("DROP INDEX inbox_unfinished; CREATE INDEX inbox_unfinished ON inbox (enqueued_at) WHERE state = 0;");
}
