using System.Globalization;

namespace RechargeSync.Console.Client;

// Reconciliation and what it finds.
public sealed partial class AdminClient
{
    /// <summary>Lists reconciliation runs, newest first.</summary>
    public Task<ListPage<ReconciliationRun>> ReconciliationRunsAsync(
        string? store,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    ) =>
        GetAsync(
            new QueryText("reconciliation/runs").Add("store", store).Add("cursor", cursor).Add("limit", limit),
            AdminJson.Default.ListPageReconciliationRun,
            cancellationToken
        );

    /// <summary>Lists what a run found.</summary>
    public Task<ListPage<DriftSummary>> FindingsAsync(
        long runId,
        string? cursor,
        int? limit,
        CancellationToken cancellationToken
    ) =>
        GetAsync(
            new QueryText(string.Create(CultureInfo.InvariantCulture, $"reconciliation/runs/{runId}/findings"))
                .Add("cursor", cursor)
                .Add("limit", limit),
            AdminJson.Default.ListPageDriftSummary,
            cancellationToken
        );

    /// <summary>Asks for a run.</summary>
    public Task<ReconcileResult> ReconcileAsync(ReconcileRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "reconciliation/run",
            request,
            AdminJson.Default.ReconcileRequest,
            AdminJson.Default.ReconcileResult,
            cancellationToken
        );

    /// <summary>
    /// Says that the database was restored: every order is looked up before it is created, and each store is walked.
    /// </summary>
    public Task<RestoredResult> RestoredAsync(RestoredRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "reconciliation/restored",
            request,
            AdminJson.Default.RestoredRequest,
            AdminJson.Default.RestoredResult,
            cancellationToken
        );

    /// <summary>Heals what a run found.</summary>
    public Task<ReconcileResult> HealAsync(HealRequest request, CancellationToken cancellationToken) =>
        PostAsync(
            "reconciliation/heal",
            request,
            AdminJson.Default.HealRequest,
            AdminJson.Default.ReconcileResult,
            cancellationToken
        );
}
