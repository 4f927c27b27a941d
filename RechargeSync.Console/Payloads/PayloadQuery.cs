using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Payloads;

/// <summary>Reads stored payloads, masked or, as an audited action, as they are.</summary>
internal sealed class PayloadQuery(IDbContextFactory<SyncDbContext> contexts)
{
    private static readonly Refusal s_noOrder = Refusal.NotFound(
        "No such order is known, or it has no payload: check the store's name and the id, or search for it."
    );

    private static readonly Refusal s_noDelivery = Refusal.NotFound("No such delivery is stored.");

    /// <summary>The payload in force of an order, masked.</summary>
    public async Task<Answer<PayloadView>> OfOrderAsync(string store, long orderId, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await OfOrder(context, store, orderId).SingleOrDefaultAsync(cancellationToken) is { } row
            ? Masked(row)
            : s_noOrder;
    }

    /// <summary>A delivery's payload, masked.</summary>
    public async Task<Answer<PayloadView>> OfDeliveryAsync(long id, CancellationToken cancellationToken)
    {
        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await OfDelivery(context, id).SingleOrDefaultAsync(cancellationToken) is { } row
            ? Masked(row)
            : s_noDelivery;
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

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await RevealAsync(
            context,
            OfOrder(context, store, orderId),
            _ => WorkKey.Order(store, orderId).Resource.ToString(),
            new OperatorAction(actor, "reveal", note),
            s_noOrder,
            cancellationToken
        );
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

        await using var context = await contexts.CreateDbContextAsync(cancellationToken);
        return await RevealAsync(
            context,
            OfDelivery(context, id),
            row => string.Create(CultureInfo.InvariantCulture, $"delivery/{row.Id}"),
            new OperatorAction(actor, "reveal", note),
            s_noDelivery,
            cancellationToken
        );
    }

    private static IQueryable<DeliveryRow> OfOrder(SyncDbContext context, string store, long orderId) =>
        context
            .Orders.AsNoTracking()
            .Where(order => order.Store == store && order.OrderId == orderId)
            .Join(context.Deliveries, order => order.PayloadInboxId, row => row.Id, (_, row) => row);

    private static IQueryable<DeliveryRow> OfDelivery(SyncDbContext context, long id) =>
        context.Deliveries.AsNoTracking().Where(row => row.Id == id);

    // The entry is committed before anything is shown.
    private static async Task<Answer<PayloadView>> RevealAsync(
        SyncDbContext context,
        IQueryable<DeliveryRow> shown,
        Func<DeliveryRow, string> resource,
        OperatorAction action,
        Refusal none,
        CancellationToken cancellationToken
    )
    {
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        if (await shown.SingleOrDefaultAsync(cancellationToken) is not { } row)
        {
            return none;
        }

        if (row.ErasedAt is { } at)
        {
            return Erased(at);
        }

        await context.RecordAsync(row.Store, resource(row), action, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return View(row) with { Body = PersonalDataMask.Indent(row.Body) ?? Encoding.UTF8.GetString(row.Body) };
    }

    private static Answer<PayloadView> Masked(DeliveryRow row)
    {
        if (row.ErasedAt is { } at)
        {
            return Erased(at);
        }

        var masked = PersonalDataMask.Mask(row.Body);
        return View(row) with
        {
            Masked = true,
            MaskedValues = masked?.HiddenValues ?? 1,
            Body = masked?.Text ?? PersonalDataMask.Hidden,
        };
    }

    private static Refusal Erased(DateTimeOffset at) =>
        Refusal.NotFound(
            $"The payload was erased on {at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}: it had had "
                + "its time, or somebody erased it. Recharge may still have the order."
        );

    private static PayloadView View(DeliveryRow row) =>
        new()
        {
            DeliveryId = row.Id,
            Store = row.Store,
            Topic = row.Topic,
            ReceivedAt = row.ReceivedAt,
            Masked = false,
            Bytes = row.Body.Length,
            MaskedValues = 0,
            Body = "",
        };
}
