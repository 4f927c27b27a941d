using System.Text;
using Npgsql;
using NpgsqlTypes;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Console.Payloads;

/// <summary>Reads stored payloads, masked or, as an audited action, as they are.</summary>
internal sealed class PayloadQuery(NpgsqlDataSource database)
{
    private const string Columns = "i.id, i.store, i.topic, i.received_at, i.body";

    private const string OfOrder = $"""
        SELECT {Columns} FROM orders AS o JOIN inbox AS i ON i.id = o.payload_inbox_id
            WHERE o.store = @store AND o.order_id = @order
        """;

    private const string OfDelivery = $"SELECT {Columns} FROM inbox AS i WHERE i.id = @id";

    private static readonly Refusal s_noOrder = Refusal.NotFound(
        "No such order is known, or it has no payload: check the store's name and the id, or search for it."
    );

    private static readonly Refusal s_noDelivery = Refusal.NotFound("No such delivery is stored.");

    // The action is on record in the same statement: nothing is shown without it.
    private static string Reveal(string shown, string resource) =>
        $"""
            WITH shown AS ({shown}), acted AS (
                INSERT INTO audit_log (actor, action, store, resource_key, note)
                    SELECT @actor, 'reveal', store, {resource}, @note FROM shown RETURNING 1)
            SELECT shown.* FROM shown, acted
            """;

    /// <summary>The payload in force of an order, masked.</summary>
    public async Task<Answer<PayloadView>> OfOrderAsync(string store, long orderId, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OfOrder);
        AddOrder(command, store, orderId);
        return await ReadAsync(command, mask: true, cancellationToken) is { } view ? view : s_noOrder;
    }

    /// <summary>A delivery's payload, masked.</summary>
    public async Task<Answer<PayloadView>> OfDeliveryAsync(long id, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(OfDelivery);
        command.Values().Add("id", id);
        return await ReadAsync(command, mask: true, cancellationToken) is { } view ? view : s_noDelivery;
    }

    /// <summary>As <see cref="OfOrderAsync"/>, as it is, and on record.</summary>
    public async Task<Answer<PayloadView>> RevealOrderAsync(
        string store,
        long orderId,
        string? note,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (Notes.Check(note) is { } refusal)
        {
            return refusal;
        }

        await using var command = database.CreateCommand(Reveal(OfOrder, "@resource"));
        AddOrder(command, store, orderId);
        command.Values().Add("resource", WorkKey.Order(store, orderId).Resource.ToString());
        AddActor(command, actor, note);
        return await ReadAsync(command, mask: false, cancellationToken) is { } view ? view : s_noOrder;
    }

    /// <summary>As <see cref="OfDeliveryAsync"/>, as it is, and on record.</summary>
    public async Task<Answer<PayloadView>> RevealDeliveryAsync(
        long id,
        string? note,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if (Notes.Check(note) is { } refusal)
        {
            return refusal;
        }

        await using var command = database.CreateCommand(Reveal(OfDelivery, "'delivery/' || id"));
        command.Values().Add("id", id);
        AddActor(command, actor, note);
        return await ReadAsync(command, mask: false, cancellationToken) is { } view ? view : s_noDelivery;
    }

    private static void AddOrder(NpgsqlCommand command, string store, long orderId)
    {
        command.Values().Add("store", store);
        command.Values().Add("order", orderId);
    }

    private static void AddActor(NpgsqlCommand command, string actor, string? note)
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
        var view = new PayloadView
        {
            DeliveryId = row.Value<long>(),
            Store = row.Value<string>(),
            Topic = row.Value<string>(),
            ReceivedAt = row.Value<DateTimeOffset>(),
            Masked = mask,
            Bytes = 0,
            MaskedValues = 0,
            Body = "",
        };
        var body = row.Value<byte[]>();
        var masked = mask ? PersonalDataMask.Mask(body) : null;
        return view with
        {
            Bytes = body.Length,
            MaskedValues = mask ? masked?.HiddenValues ?? 1 : 0,
            Body = mask
                ? masked?.Text ?? PersonalDataMask.Hidden
                : PersonalDataMask.Indent(body) ?? Encoding.UTF8.GetString(body),
        };
    }
}
