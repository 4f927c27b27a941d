using Microsoft.Extensions.Options;
using Npgsql;
using RechargeSync.Core.Carts;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>The tables of leased rows, as one worker's process has them.</summary>
internal static class Tables
{
    public static OrderTable Orders(NpgsqlDataSource source, string worker, TimeSpan? lease = null) =>
        new(
            source,
            new WorkerName(worker, ""),
            Options.Create(new SyncOptions { Lease = lease ?? TimeSpan.FromMinutes(1) }),
            TimeProvider.System
        );

    public static CartTable Carts(NpgsqlDataSource source, string worker, TimeSpan? lease = null) =>
        new(
            source,
            new WorkerName(worker, ""),
            Options.Create(new SyncOptions { Lease = lease ?? TimeSpan.FromMinutes(1) }),
            TimeProvider.System
        );

    public static Task<Saved> SaveAsync<TRow>(
        this IWorkTable<TRow> table,
        WorkKey key,
        TRow row,
        bool keep = false,
        params InboxOutcome[] outcomes
    )
        where TRow : WorkRow => table.SaveAsync(new Save<TRow>(key, row, outcomes, null, keep), CancellationToken.None);

    public static Task<Claim<TRow>?> ClaimAsync<TRow>(this IWorkTable<TRow> table, WorkKey key)
        where TRow : WorkRow => table.ClaimAsync(key, CancellationToken.None);
}
