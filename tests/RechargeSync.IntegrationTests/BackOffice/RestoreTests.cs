using RechargeSync.Console.Client;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>What operators hear and say of a database that was restored.</summary>
[Collection(UsesServers.Name)]
public sealed class RestoreTests(Servers servers) : ConsoleTest(servers)
{
    private static readonly DateTimeOffset s_to = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Doctor_warns_of_a_loss_that_was_noticed_and_says_what_to_do()
    {
        await Database.ExecuteAsync(
            "INSERT INTO lineage VALUES (1, '1', '00000001', 5, now(), '2026-03-02 15:00+00', '2026-03-02 14:00+00', false)"
        );
        var (status, message, advice) = await LineageAsync();
        Assert.Equal("warning", status);
        Assert.EndsWith("It was last alive at 2026-03-02 14:00:00Z.", message, StringComparison.Ordinal);
        Assert.EndsWith("rechargesync restored --to TIME", advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Operator_says_to_when_it_was_restored_and_the_doctor_is_content()
    {
        await Database.ExecuteAsync(
            "INSERT INTO reconciliation_jobs (store, job, due_at) VALUES ('default', 0, now())"
        );
        var result = await Console.Operator.RestoredAsync(
            new RestoredRequest { To = s_to, Note = "disk lost" },
            default
        );
        Assert.Equal((s_to, "default"), (result.To, Assert.Single(result.Stores)));
        Assert.Equal("ok", (await LineageAsync()).Status);
        Assert.True(
            await Database.ScalarAsync<bool>("SELECT backfill_from < '2026-03-02 14:00+00' FROM reconciliation_jobs")
        );
    }

    [Fact]
    public async Task Time_that_lies_ahead_is_no_time_to_which_anything_was_restored()
    {
        var refused = await Assert.ThrowsAsync<AdminException>(() =>
            Console.Operator.RestoredAsync(new RestoredRequest { To = DateTimeOffset.MaxValue }, default)
        );
        Assert.Equal(400, refused.Status);
    }

    private async Task<(string Status, string Message, string Advice)> LineageAsync()
    {
        var check = (await Console.Viewer.DoctorAsync(default)).Checks.Single(check => check.Name == "lineage");
        return (check.Status, check.Message, check.Advice ?? "");
    }
}
