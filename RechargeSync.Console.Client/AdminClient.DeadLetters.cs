using System.Globalization;

namespace RechargeSync.Console.Client;

// Dead letters, and bulk jobs over them.
public sealed partial class AdminClient
{
    /// <summary>Lists dead letters.</summary>
    public Task<ListPage<DeadLetter>> DeadLettersAsync(DeadLetterQuery query, CancellationToken cancellationToken) =>
        GetAsync(
            new QueryText("dead-letters")
                .Add("store", query.Store)
                .Add("kind", query.Kind)
                .Add("reason", query.Reason)
                .Add("cursor", query.Cursor)
                .Add("limit", query.Limit),
            AdminJson.Default.ListPageDeadLetter,
            cancellationToken
        );

    /// <summary>One dead letter.</summary>
    /// <param name="store">The store.</param>
    /// <param name="id">As listed: kind, slash, name.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<DeadLetterDetail> DeadLetterAsync(string store, string id, CancellationToken cancellationToken) =>
        GetAsync(
            $"dead-letters/{Part(store)}/{string.Join('/', id.Split('/', 2).Select(Part))}",
            AdminJson.Default.DeadLetterDetail,
            cancellationToken
        );

    /// <summary>Dead letters by store, kind and reason.</summary>
    public Task<ListPage<DeadLetterGroup>> DeadLetterGroupsAsync(string? store, CancellationToken cancellationToken) =>
        GetAsync(
            new QueryText("dead-letters/groups").Add("store", store),
            AdminJson.Default.ListPageDeadLetterGroup,
            cancellationToken
        );

    /// <summary>How many dead letters a selection holds, to confirm an action.</summary>
    public Task<DeadLetterCount> CountDeadLettersAsync(
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            "dead-letters/count",
            selection,
            AdminJson.Default.DeadLetterSelection,
            AdminJson.Default.DeadLetterCount,
            cancellationToken
        );

    /// <summary>Gives the named dead letters back to the workers.</summary>
    public Task<DeadLetterCount> ReplayDeadLettersAsync(
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            "dead-letters/replay",
            selection,
            AdminJson.Default.DeadLetterSelection,
            AdminJson.Default.DeadLetterCount,
            cancellationToken
        );

    /// <summary>Begins to give back all dead letters that the filter lets through; without ids.</summary>
    public Task<BulkJob> ReplayAllDeadLettersAsync(
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            "dead-letters/replay",
            selection,
            AdminJson.Default.DeadLetterSelection,
            AdminJson.Default.BulkJob,
            cancellationToken
        );

    /// <summary>Begins to discard all dead letters that the filter lets through; without ids, with a note.</summary>
    public Task<BulkJob> DiscardAllDeadLettersAsync(
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            "dead-letters/ignore",
            selection,
            AdminJson.Default.DeadLetterSelection,
            AdminJson.Default.BulkJob,
            cancellationToken
        );

    /// <summary>Discards the named dead letters; the note is required.</summary>
    public Task<DeadLetterCount> DiscardDeadLettersAsync(
        DeadLetterSelection selection,
        CancellationToken cancellationToken
    ) =>
        PostAsync(
            "dead-letters/ignore",
            selection,
            AdminJson.Default.DeadLetterSelection,
            AdminJson.Default.DeadLetterCount,
            cancellationToken
        );

    /// <summary>Lists bulk jobs, newest first.</summary>
    public Task<ListPage<BulkJob>> JobsAsync(
        string? store,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    ) =>
        GetAsync(
            new QueryText("jobs").Add("store", store).Add("cursor", cursor).Add("limit", limit),
            AdminJson.Default.ListPageBulkJob,
            cancellationToken
        );

    /// <summary>One bulk job, and how far it has come.</summary>
    public Task<BulkJob> JobAsync(long id, CancellationToken cancellationToken) =>
        GetAsync(Job(id), AdminJson.Default.BulkJob, cancellationToken);

    /// <summary>Stops a bulk job; what is done stays, and the answer says how much that is.</summary>
    public Task<BulkJob> StopJobAsync(long id, NoteRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            Job(id) + "/stop",
            request,
            AdminJson.Default.NoteRequest,
            AdminJson.Default.BulkJob,
            cancellationToken
        );

    private static string Job(long id) => string.Create(CultureInfo.InvariantCulture, $"jobs/{id}");
}
