using Npgsql;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>What we know of an order.</summary>
internal sealed record KnownOrder
{
    /// <summary>Where its work stands.</summary>
    public required WorkState State { get; init; }

    /// <summary>Why it is ignored or dead.</summary>
    public string? Reason { get; init; }

    /// <summary>Where it stands with its money, by our knowledge.</summary>
    public OrderStanding Standing { get; init; }

    /// <summary>An external id that is another order's.</summary>
    public string? RefusedLink { get; init; }

    /// <summary>The order that it was placed as.</summary>
    public string? PlatformOrderId { get; init; }

    /// <summary>True where that id came with a payload.</summary>
    public bool Adopted { get; init; }

    /// <summary>True where the ids stand at Recharge, by our knowledge.</summary>
    public bool OrderWritten { get; init; }

    /// <summary>Hash of the pushed fields of the payload in force.</summary>
    public byte[]? DesiredHash { get; init; }

    /// <summary><c>updated_at</c> of the newest payload.</summary>
    public DateTimeOffset? SourceUpdatedAt { get; init; }

    /// <summary>False where that is a wall time of an unknown zone.</summary>
    public bool SourceUpdatedAtIsInstant { get; init; }

    /// <summary>How much later than <see cref="SourceUpdatedAt"/> it may have been.</summary>
    public TimeSpan SourceUpdatedSlack { get; init; }

    /// <summary>The fencing token under which this was read.</summary>
    public long Fence { get; init; }

    /// <summary>True where nothing was under way for it when Recharge was asked, and nothing has begun since.</summary>
    public required bool IsAtRest { get; init; }
}

/// <summary>Our side of the comparison: table <c>orders</c>.</summary>
internal sealed class KnownOrders(NpgsqlDataSource database)
{
    // At rest: no lease, no retry, no delivery to apply, and none of it since Recharge was asked. Only then does a
    // difference between the two mean anything.
    private static readonly string s_read = $"""
        SELECT o.order_id, o.state, o.platform_order_id, o.adopted, o.order_written_at IS NOT NULL AS order_written,
            o.desired_hash, o.source_updated_at, o.source_updated_at_is_instant, o.source_updated_slack, o.fence,
            o.reason, o.standing, o.refused_link,
            o.due_at IS NULL AND o.lease_owner IS NULL AND o.updated_at < @asked
                AND NOT EXISTS (
                    SELECT 1 FROM inbox
                    WHERE store = o.store AND resource_key = 'order/' || o.order_id AND inbox.{DeliverySql.IsWaiting})
                AS is_at_rest
        FROM orders o WHERE o.store = @store AND o.order_id = ANY (@ids)
        """;

    // The planner finds the step intended, so it verifies before it writes. The fence grows, so that nobody who had the
    // row before can write over this; the row comes up with the next scan for due work.
    private static readonly string s_writeAgain = $"""
        UPDATE orders SET order_written_at = NULL, intent = {WorkStep.WriteOrderIds.Sql()}, {WorkChanges.Revive}
        WHERE store = @store AND order_id = @id AND fence = @fence AND lease_owner IS NULL AND due_at IS NULL
            AND order_written_at IS NOT NULL
        """;

    private const string Placed = """
        SELECT order_id FROM orders
        WHERE store = @store AND order_id > @after AND platform_order_id IS NOT NULL AND due_at IS NULL
        ORDER BY order_id LIMIT @limit
        """;

    /// <summary>Reads what we know of these orders; those that we do not know are left out.</summary>
    /// <param name="store">The store's name.</param>
    /// <param name="ids">Recharge's ids.</param>
    /// <param name="asked">The database's time before Recharge was asked.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<IReadOnlyDictionary<long, KnownOrder>> ReadAsync(
        string store,
        long[] ids,
        DateTimeOffset asked,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(s_read);
        command.Parameters.Add(new NpgsqlParameter<string>("store", store));
        command.Parameters.Add(new NpgsqlParameter<long[]>("ids", ids));
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset>("asked", asked));
        var orders = new Dictionary<long, KnownOrder>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var row = new NamedRow(reader);
        while (await reader.ReadAsync(cancellationToken))
        {
            orders.Add(
                row.Value<long>("order_id"),
                new KnownOrder
                {
                    State = row.Number<WorkState>("state"),
                    PlatformOrderId = row.Optional<string>("platform_order_id"),
                    Adopted = row.Value<bool>("adopted"),
                    OrderWritten = row.Value<bool>("order_written"),
                    DesiredHash = row.Optional<byte[]>("desired_hash"),
                    SourceUpdatedAt = row.OptionalValue<DateTimeOffset>("source_updated_at"),
                    SourceUpdatedAtIsInstant = row.Value<bool>("source_updated_at_is_instant"),
                    SourceUpdatedSlack = row.Value<TimeSpan>("source_updated_slack"),
                    Reason = row.Optional<string>("reason"),
                    RefusedLink = row.Optional<string>("refused_link"),
                    Standing = row.Number<OrderStanding>("standing"),
                    Fence = row.Value<long>("fence"),
                    IsAtRest = row.Value<bool>("is_at_rest"),
                }
            );
        }

        return orders;
    }

    /// <summary>Makes the state machine write the ids once more; false where the row has moved on meanwhile.</summary>
    public async Task<bool> WriteAgainAsync(
        string store,
        long orderId,
        KnownOrder known,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(s_writeAgain);
        command.Parameters.Add(new NpgsqlParameter<string>("store", store));
        command.Parameters.Add(new NpgsqlParameter<long>("id", orderId));
        command.Parameters.Add(new NpgsqlParameter<long>("fence", known.Fence));
        return await command.ExecuteNonQueryAsync(cancellationToken) == 1;
    }

    /// <summary>The next of our placed orders, by id.</summary>
    public async Task<IReadOnlyList<long>> PlacedAsync(
        string store,
        long after,
        int limit,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Placed);
        command.Parameters.Add(new NpgsqlParameter<string>("store", store));
        command.Parameters.Add(new NpgsqlParameter<long>("after", after));
        command.Parameters.Add(new NpgsqlParameter<int>("limit", limit));
        var ids = new List<long>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            ids.Add(reader.GetInt64(0));
        }

        return ids;
    }
}
