using Npgsql;

namespace RechargeSync.Core.Storage;

/// <summary>Which of the platform's orders are ours: table <c>orders</c>.</summary>
internal sealed class PlacedOrders(NpgsqlDataSource database)
{
    // Under the two conditions of the two indexes that hold what is at rest and what is under way.
    private const string IsAnothers = """
        SELECT EXISTS (
            SELECT 1 FROM orders
            WHERE due_at IS NULL AND platform_order_id = @id AND store = @store AND order_id <> @order AND NOT adopted
        ) OR EXISTS (
            SELECT 1 FROM orders
            WHERE due_at IS NOT NULL AND platform_order_id = @id AND store = @store AND order_id <> @order AND NOT adopted)
        """;

    /// <summary>
    /// Whether a platform's id was written by us for another order of the store. One that several orders were linked to
    /// by somebody else is that one's decision.
    /// </summary>
    public async Task<bool> IsAnotherOrdersAsync(
        string store,
        long orderId,
        string platformOrderId,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(IsAnothers);
        command.Parameters.Add(new NpgsqlParameter<string>("store", store));
        command.Parameters.Add(new NpgsqlParameter<long>("order", orderId));
        command.Parameters.Add(new NpgsqlParameter<string>("id", platformOrderId));
        return (bool)(await command.ExecuteScalarAsync(cancellationToken))!;
    }
}
