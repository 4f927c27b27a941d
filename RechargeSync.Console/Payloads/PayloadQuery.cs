using System.Text;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Admin.Masking;
using RechargeSync.Core.Storage.Sql;
using RechargeSync.Core.Work;

namespace RechargeSync.Core.Admin.Queries;

/// <summary>Reads stored payloads, masked or, as an audited act, as they are.</summary>
internal sealed class Payloads(NpgsqlDataSource database)
{
    private const string Columns = "i.id, i.store, i.topic, i.received_at, i.body";

    private const string OfOrder = $"""
        SELECT {Columns} FROM orders AS o JOIN inbox AS i ON i.id = o.payload_inbox_id WHERE o.store = @store AND o.order_id = @order
        """;

    private const string OfDelivery = $"SELECT {Columns} FROM inbox AS i WHERE i.id = @id";

    // The act is on record in the same statement: nothing is shown without it.
    private static string Reveal(string shown, string resource) =>
        $"""
            WITH shown AS ({shown}), acted AS (
                INSERT INTO acts (actor, act, store, resource_key, note) SELECT @actor, 'reveal', store, {resource}, @note FROM shown RETURNING 1)
            SELECT shown.* FROM shown, acted
            """;

    /// <summary>The payload in force of an order, masked; null where there is none.</summary>
    public async Task<PayloadView?> OfOrderAsync(string store, long orderId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OfOrder);
        AddOrder(command, store, orderId);
        return await ReadAsync(command, mask: true, cancellationToken);
    }

    /// <summary>A delivery's payload, masked; null where there is none.</summary>
    public async Task<PayloadView?> OfDeliveryAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OfDelivery);
        command.Values().Add("id", id);
        return await ReadAsync(command, mask: true, cancellationToken);
    }

    /// <summary>As <see cref="OfOrderAsync"/>, as it is, and on record.</summary>
    public async Task<PayloadView?> RevealOrderAsync(
        string store,
        long orderId,
        string actor,
        string? note,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Reveal(OfOrder, "@resource"));
        AddOrder(command, store, orderId);
        command.Values().Add("resource", WorkKey.Order(store, orderId).ResourceKey);
        AddAct(command, actor, note);
        return await ReadAsync(command, mask: false, cancellationToken);
    }

    /// <summary>As <see cref="OfDeliveryAsync"/>, as it is, and on record.</summary>
    public async Task<PayloadView?> RevealDeliveryAsync(
        long id,
        string actor,
        string? note,
        CancellationToken cancellationToken
    )
    {
        await using var command = database.CreateCommand(Reveal(OfDelivery, "'delivery/' || id"));
        command.Values().Add("id", id);
        AddAct(command, actor, note);
        return await ReadAsync(command, mask: false, cancellationToken);
    }

    private static void AddOrder(NpgsqlCommand command, string store, long orderId)
    {
        command.Values().Add("store", store);
        command.Values().Add("order", orderId);
    }

    private static void AddAct(NpgsqlCommand command, string actor, string? note)
    {
        command.Values().Add("actor", actor);
        command.Values().Optional("note", NpgsqlDbType.Text, note);
    }

    private static async Task<PayloadView?> ReadAsync(
        NpgsqlCommand command,
        bool mask,
        CancellationToken cancellationToken
    ) => await command.ReadAsync(row => View(row, mask), cancellationToken) is [var view] ? view : null;

    private static PayloadView View(RowReader row, bool mask)
    {
        var (id, store, topic, received, body) = (
            row.Value<long>(),
            row.Value<string>(),
            row.Value<string>(),
            row.Value<DateTimeOffset>(),
            row.Value<byte[]>()
        );
        if (!mask)
        {
            return new PayloadView(
                id,
                store,
                topic,
                received,
                body.Length,
                Masked: false,
                0,
                PersonalDataMask.Indent(body) ?? Encoding.UTF8.GetString(body)
            );
        }

        var masked = PersonalDataMask.Mask(body);
        return new PayloadView(
            id,
            store,
            topic,
            received,
            body.Length,
            Masked: true,
            masked?.HiddenValues ?? 1,
            masked?.Text ?? PersonalDataMask.Hidden
        );
    }
}
