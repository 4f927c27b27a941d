using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Listing;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.DeadLetters;

/// <summary>What people do with dead letters: list, show, count, replay and discard, each checked first.</summary>
internal sealed class DeadLetterOperations(DeadLetterStore store, DeadLetterTable table)
{
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
        Check(selection) is { } refusal
            ? refusal
            : new DeadLetterCount(await store.CountAsync(Choice(selection), cancellationToken));

    public async Task<Answer<DeadLetterCount>> ReplayAsync(
        DeadLetterSelection selection,
        string actor,
        CancellationToken cancellationToken
    ) =>
        (Notes.Check(selection.Note) ?? Check(selection)) is { } refusal
            ? refusal
            : new DeadLetterCount(
                await table.ReviveAsync(
                    Choice(selection),
                    new OperatorAction(actor, "replay", selection.Note),
                    cancellationToken
                )
            );

    public async Task<Answer<DeadLetterCount>> DiscardAsync(
        DeadLetterSelection selection,
        string actor,
        CancellationToken cancellationToken
    ) =>
        (Notes.Check(selection.Note, required: true) ?? Check(selection)) is { } refusal
            ? refusal
            : new DeadLetterCount(
                await table.DiscardAsync(
                    Choice(selection),
                    new OperatorAction(actor, "ignore", selection.Note),
                    cancellationToken
                )
            );

    private static DeadLetterChoice Choice(DeadLetterSelection selection) =>
        new(selection.Store, selection.Ids, selection.Reason, selection.Kind);

    private static Refusal? Check(DeadLetterSelection selection) =>
        selection.Store.Length == 0 ? Refusal.BadRequest("store is required.")
        : selection.Kind is not (null or "order" or "checkout" or "charge" or "delivery")
            ? Refusal.BadRequest("kind is order, checkout, charge or delivery.")
        : selection.Ids.Count == 0 && selection.Reason is null && selection.Kind is null
            ? Refusal.BadRequest("Give ids, or a reason or a kind for all of the store with it.")
        : null;
}
