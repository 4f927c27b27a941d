using RechargeSync.Console.Bulk;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;
using BulkJob = RechargeSync.Console.Client.BulkJob;

namespace RechargeSync.Console.DeadLetters;

/// <summary>
/// What people do with dead letters: list, show, count, replay and discard, each checked first. Those that are named
/// are acted on at once, all that a filter lets through by a job.
/// </summary>
internal sealed class DeadLetterOperations(DeadLetterStore store, DeadLetterTable table, BulkOperations jobs)
{
    private const int MostIds = 500;

    public async Task<Answer<ListPage<DeadLetter>>> ListAsync(
        DeadLetterQuery query,
        CancellationToken cancellationToken
    ) =>
        Paging.CheckSize(query.Limit) is { } refusal
            ? refusal
            : await store.ListAsync(query, query.Limit ?? Paging.Usual, cancellationToken);

    public async Task<Answer<DeadLetterDetail>> FindAsync(
        string ofStore,
        string id,
        CancellationToken cancellationToken
    ) =>
        await store.FindAsync(ofStore, id, cancellationToken) is { } detail
            ? detail
            : Refusal.NotFound("No such dead letter: somebody may have acted already.");

    public async Task<Answer<DeadLetterCount>> CountAsync(
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    ) =>
        Check(selection) is { } refusal ? refusal
        : selection.Ids.Count > 0
            ? new DeadLetterCount(await table.CountAsync(selection.Store, selection.Ids, cancellationToken))
        : new DeadLetterCount(await store.CountAsync(selection, cancellationToken));

    /// <summary>Gives those that are named another chance.</summary>
    public async Task<Answer<DeadLetterCount>> ReplayAsync(
        DeadLetterSelection selection,
        string actor,
        CancellationToken cancellationToken
    ) =>
        (Notes.Check(selection.Note) ?? CheckNamed(selection)) is { } refusal
            ? refusal
            : new DeadLetterCount(
                await table.ReviveAsync(
                    selection.Store,
                    selection.Ids,
                    new OperatorAction(actor, "replay", selection.Note),
                    cancellationToken
                )
            );

    /// <summary>Discards those that are named.</summary>
    public async Task<Answer<DeadLetterCount>> DiscardAsync(
        DeadLetterSelection selection,
        string actor,
        CancellationToken cancellationToken
    ) =>
        (Notes.Check(selection.Note, required: true) ?? CheckNamed(selection)) is { } refusal
            ? refusal
            : new DeadLetterCount(
                await table.DiscardAsync(
                    selection.Store,
                    selection.Ids,
                    new OperatorAction(actor, "ignore", selection.Note),
                    cancellationToken
                )
            );

    /// <summary>Begins to give all another chance that the filter lets through.</summary>
    public Task<Answer<BulkJob>> ReplayAllAsync(
        DeadLetterSelection selection,
        string actor,
        CancellationToken cancellationToken
    ) => StartAsync(BulkAct.Replay, Notes.Check(selection.Note), selection, actor, cancellationToken);

    /// <summary>Begins to discard all that the filter lets through.</summary>
    public Task<Answer<BulkJob>> DiscardAllAsync(
        DeadLetterSelection selection,
        string actor,
        CancellationToken cancellationToken
    ) => StartAsync(BulkAct.Discard, Notes.Check(selection.Note, required: true), selection, actor, cancellationToken);

    private async Task<Answer<BulkJob>> StartAsync(
        BulkAct act,
        Refusal? note,
        DeadLetterSelection selection,
        string actor,
        CancellationToken cancellationToken
    )
    {
        if ((note ?? Check(selection)) is { } refusal)
        {
            return refusal;
        }

        var job = new BulkJobRow
        {
            Store = selection.Store,
            Act = act,
            Kind = selection.Kind,
            Reason = selection.Reason,
            Actor = actor,
            Note = selection.Note,
            Total = await store.CountAsync(selection, cancellationToken),
        };
        return await jobs.StartAsync(job, cancellationToken);
    }

    private static Refusal? CheckNamed(DeadLetterSelection selection) =>
        Check(selection) ?? (selection.Ids.Count == 0 ? Refusal.BadRequest("Give ids.") : null);

    private static Refusal? Check(DeadLetterSelection selection) =>
        selection.Store.Length == 0 ? Refusal.BadRequest("store is required.")
        : selection.Kind is not (null or "order" or "checkout" or "charge" or "delivery")
            ? Refusal.BadRequest("kind is order, checkout, charge or delivery.")
        : selection.Ids.Count == 0 && selection.Reason is null && selection.Kind is null
            ? Refusal.BadRequest("Give ids, or a reason or a kind for all of the store with it.")
        : selection.Ids.Count > MostIds
            ? Refusal.BadRequest($"ids are {MostIds} at most; for more, give a reason or a kind.")
        : null;
}
