using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace RechargeSync.Core.Storage.Migrations
{
    /// <summary>
    /// Bodies are compressed by LZ4, which takes a fifth of the time of Postgres's own method: that time was the most
    /// expensive part of storing a delivery. EF's model cannot say it. A server without LZ4 goes on as before, and rows
    /// that are there already stay readable.
    /// </summary>
    internal sealed partial class InboxCompression : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("""
                DO $$ BEGIN
                    EXECUTE 'ALTER TABLE inbox ALTER COLUMN body SET COMPRESSION lz4';
                EXCEPTION WHEN feature_not_supported OR syntax_error THEN
                    RAISE NOTICE 'this server has no LZ4: bodies are compressed by its default method';
                END $$;
                """);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.Sql("ALTER TABLE inbox ALTER COLUMN body SET COMPRESSION default;");
        }
    }
}
