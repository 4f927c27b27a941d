using RechargeSync.Console.Bulk;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Core.Storage;
using BulkJob = RechargeSync.Console.Client.BulkJob;

namespace RechargeSync.Console.Orders;

/// <summary>
/// Has several orders placed that are not on the platform: those named, or all that a reason kept, which a job does.
/// </summary>
internal sealed class PlaceOperations(
    OrderActions actions,
    OrderDetails orders,
    BulkOperations jobs,
    TimeProvider clock
)
{
    private const int MostIds = 500;

    private static readonly Refusal s_incomplete = Refusal.BadRequest(
        "store and reason are required: the reason for which the orders are ignored, such as before_go_live."
    );

    /// <summary>How many orders of a store are ignored for a reason, and not placed.</summary>
    public async Task<Answer<PlaceCount>> CountAsync(
        string? store,
        string? reason,
        CancellationToken cancellationToken
    ) =>
        Check(store, reason) is { } refusal
            ? refusal
            : new PlaceCount(await actions.CountIgnoredAsync(store!, reason!, cancellationToken));

    /// <summary>Has those that are named placed; tells how many were given to the workers.</summary>
    public async Task<Answer<PlaceCount>> PlaceAsync(
        PlaceSelection selection,
        string actor,
        CancellationToken cancellationToken
    )
    {
        var refusal =
            Notes.Check(selection.Note)
            ?? (
                selection.Store.Length == 0 || selection.Ids.Count == 0 ? s_incomplete
                : selection.Ids.Count > MostIds ? Refusal.BadRequest($"ids are {MostIds} at most.")
                : null
            );
        return refusal is null ? new PlaceCount(await PlaceNamedAsync(selection, actor, cancellationToken)) : refusal;
    }

    /// <summary>Begins to have all placed that are ignored for the reason.</summary>
    public async Task<Answer<BulkJob>> PlaceAllAsync(
        PlaceSelection selection,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if ((Notes.Check(selection.Note) ?? Check(selection.Store, selection.Reason)) is { } refusal)
        {
            return refusal;
        }

        var job = new BulkJobRow
        {
            Store = selection.Store,
            Act = BulkAct.Place,
            Reason = selection.Reason,
            Actor = actor,
            Note = selection.Note,
            Total = await actions.CountIgnoredAsync(selection.Store, selection.Reason!, cancellationToken),
        };
        return await jobs.StartAsync(job, cancellationToken);
    }

    private static Refusal? Check(string? store, string? reason) =>
        string.IsNullOrEmpty(store) || string.IsNullOrEmpty(reason) ? s_incomplete : null;

    // Those that are placed already, or are not known, are left out of the count.
    private async Task<int> PlaceNamedAsync(PlaceSelection selection, string actor, CancellationToken cancellationToken)
    {
        var count = 0;
        foreach (var id in selection.Ids.Distinct())
        {
            if (
                await orders.RowAsync(selection.Store, id, cancellationToken) is { } row
                && (selection.Reason ?? row.Work.Reason) == row.Work.Reason
                && StepReason.MayPlace(row, clock.GetUtcNow())
                && await actions.PlaceAsync(
                    row,
                    new OperatorAction(actor, "place", selection.Note, row.Work.Reason),
                    cancellationToken
                )
            )
            {
                count++;
            }
        }

        return count;
    }
}
