using System.Globalization;
using RechargeSync.IntegrationTests.Testing;

namespace RechargeSync.IntegrationTests.BackOffice;

/// <summary>A test of the Console over a database of its own.</summary>
public abstract class ConsoleTest(Servers servers) : IAsyncLifetime
{
    private protected Servers Servers => servers;

    private protected TestDatabase Database { get; private set; } = null!;

    private protected RunningConsole Console { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        (await servers.ConnectRedisAsync()).Dispose();
        Database = await servers.CreateDatabaseAsync();
        Console = await RunningConsole.StartAsync(servers, Database);
    }

    public async ValueTask DisposeAsync()
    {
        await Console.DisposeAsync();
        await Database.DisposeAsync();
    }

    /// <summary>Puts an order's row in place; what is not said is as in an order that is done.</summary>
    private protected Task<int> OrderAsync(
        long id,
        string store = "default",
        string columns = "",
        string values = "",
        int state = 2,
        int standing = 1
    ) =>
        Database.ExecuteAsync(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                INSERT INTO orders (store, order_id, status, standing, is_prepaid, source_updated_at_is_instant, adopted,
                    state, intent, attempts, fence, created_at, updated_at{Also(
                    columns
                )})
                VALUES ('{store}', {id}, 'success', {standing}, false, false, false, {state}, 0, 0, 5,
                    now() - interval '1 minute', now(){Also(
                    values
                )})
                """
            )
        );

    private protected async Task<string> RowAsync(long id, string columns) =>
        Assert.Single(
            await Database.RowsAsync(
                string.Create(CultureInfo.InvariantCulture, $"SELECT {columns} FROM orders WHERE order_id = {id}")
            )
        );

    private protected Task<IReadOnlyList<string>> AuditAsync() =>
        Database.RowsAsync("SELECT actor, action, store, resource_key, reason, note FROM audit_log ORDER BY id");

    private static string Also(string list) => list.Length > 0 ? ", " + list : "";
}
