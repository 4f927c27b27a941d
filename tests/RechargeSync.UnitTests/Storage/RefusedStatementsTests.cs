using Npgsql;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.UnitTests.Storage;

public sealed class RefusedStatementsTests
{
    [Theory]
    [InlineData("22021", "a text with NUL")]
    [InlineData("23514", "a constraint")]
    [InlineData("54000", "an index row that is too long")]
    [InlineData("P0001", "a trigger")]
    public void What_stands_in_one_row_is_that_row_s_refusal(string state, string what) =>
        Assert.True(RefusedStatements.IsRefusal(Refused(state)), what);

    [Theory]
    [InlineData("25006", "a standby that only reads")]
    [InlineData("42501", "a missing right")]
    [InlineData("42703", "a schema that is not migrated")]
    [InlineData("53100", "a disk that is full")]
    [InlineData("57014", "a statement that took too long")]
    [InlineData("57P01", "a server that stops")]
    public void What_every_row_would_meet_is_no_row_s_refusal(string state, string what) =>
        Assert.False(RefusedStatements.IsRefusal(Refused(state)), what);

    private static PostgresException Refused(string state) => new("message", "ERROR", "ERROR", state);
}
