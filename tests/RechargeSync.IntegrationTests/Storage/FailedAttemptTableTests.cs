using RechargeSync.Core.Storage;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.Storage;

[Collection(UsesServers.Name)]
public sealed class FailedAttemptTableTests(Servers servers)
{
    private const int Attempts = 2 * FailedAttemptTable.MostKept;

    [Fact]
    public async Task Of_many_failed_attempts_the_first_and_the_newest_are_kept()
    {
        await using var database = await servers.CreateDatabaseAsync();
        await using var orders = Tables.Orders(database.Source, "one");
        foreach (var id in new[] { 1, 2 })
        {
            var key = WorkKey.Order("default", id);
            await database.DeliverAsync(key);
            var row = (await orders.ClaimAsync(key))!.Row;
            for (var attempt = 1; attempt <= Attempts; attempt++)
            {
                var failure = new FailedAttemptRow
                {
                    Store = key.Store,
                    ResourceKey = key.Resource.ToString(),
                    Step = WorkStep.Push,
                    Reason = $"attempt {attempt}",
                };
                await orders.SaveAsync(new Save<OrderRow>(key, row, [], failure, KeepLease: true), default);
            }
        }

        string[] kept =
        [
            "attempt 1",
            .. Enumerable
                .Range(Attempts - FailedAttemptTable.MostKept + 2, FailedAttemptTable.MostKept - 1)
                .Select(attempt => $"attempt {attempt}"),
        ];
        foreach (var id in new[] { 1, 2 })
        {
            Assert.Equal(
                kept,
                await database.RowsAsync(
                    $"SELECT reason FROM failed_attempts WHERE resource_key = 'order/{id}' ORDER BY id"
                )
            );
        }
    }
}
