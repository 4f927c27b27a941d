using Npgsql;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>The tables of leased rows, as one worker's process has them.</summary>
internal static class Tables
{
    public static OrderTable Orders(NpgsqlDataSource source, string worker, TimeSpan? lease = null) =>
        new(source, new WorkerName(worker, ""), lease ?? TimeSpan.FromMinutes(1), TimeProvider.System);

    public static CartTable Carts(NpgsqlDataSource source, string worker, TimeSpan? lease = null) =>
        new(source, new WorkerName(worker, ""), lease ?? TimeSpan.FromMinutes(1), TimeProvider.System);

    public static ChargeTable Charges(NpgsqlDataSource source, string worker, TimeSpan? lease = null) =>
        new(source, new WorkerName(worker, ""), lease ?? TimeSpan.FromMinutes(1), TimeProvider.System);

    public static Task<Saved> SaveAsync<TRow>(
        this IWorkTable<TRow> table,
        WorkKey key,
        TRow row,
        bool keep = false,
        params DeliveryOutcome[] outcomes
    )
        where TRow : class, IWorkRow<TRow> =>
        table.SaveAsync(new Save<TRow>(key, row, outcomes, null, keep), CancellationToken.None);

    /// <summary>What is due of the store <c>default</c>.</summary>
    public static Task<IReadOnlyList<WorkKey>> DueAsync<TRow>(this IWorkTable<TRow> table, int most = 10)
        where TRow : class, IWorkRow<TRow> => table.DueAsync([new StoreRoom("default", most)], CancellationToken.None);

    public static Task<Claim<TRow>?> ClaimAsync<TRow>(this IWorkTable<TRow> table, WorkKey key)
        where TRow : class, IWorkRow<TRow> => table.ClaimAsync(key, CancellationToken.None);
}
