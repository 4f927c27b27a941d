using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using RechargeSync.Core.Bulk;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Bulk;

/// <summary>What one worker's process has of bulk jobs, over a real database.</summary>
internal sealed class BulkWorker(TestDatabase database, BulkOptions? options = null, string name = "one")
{
    /// <summary>So fast that no page waits for its time.</summary>
    public static BulkOptions Unpaced => new() { Rate = 1_000_000, Window = 1_000_000 };

    private static readonly WorkOptions s_times = new();

    public BulkJobTable Table { get; } = new(database.Source, new WorkerName(name, ""));

    /// <summary>Works on all jobs that are due, for as long as there are any.</summary>
    public async Task RunAsync()
    {
        while (await Table.DueAsync() is { Count: > 0 } due)
        {
            foreach (var key in due)
            {
                await Loop.RunAsync(key, CancellationToken.None);
            }
        }
    }

    /// <summary>Works on each job that is due, until its next page has to wait.</summary>
    public async Task TurnAsync()
    {
        foreach (var key in await Table.DueAsync())
        {
            await Loop.RunAsync(key, CancellationToken.None);
        }
    }

    private WorkLoop<BulkJob> Loop { get; } =
        LoopOf(database.Source, new(database.Source, new WorkerName(name, "")), options ?? Unpaced);

    private static WorkLoop<BulkJob> LoopOf(NpgsqlDataSource source, BulkJobTable table, BulkOptions options) =>
        new(
            table,
            new BulkKind(
                table,
                Options.Create(options),
                new BulkMetrics(Meters.Factory),
                new ApplicationLifetime(NullLogger<ApplicationLifetime>.Instance),
                NullLogger<BulkKind>.Instance
            ),
            new WorkSlots(),
            new StorePauses(
                new PauseTable(source),
                StoreBuilder.Registry(),
                Options.Create(s_times),
                new WorkMetrics(Meters.Factory),
                TimeProvider.System,
                NullLogger<StorePauses>.Instance
            ),
            Options.Create(s_times),
            new WorkMetrics(Meters.Factory),
            TimeProvider.System,
            NullLogger<WorkLoop<BulkJob>>.Instance
        );
}
