using RechargeSync.Console.Hosting;
using RechargeSync.Core.Storage;
using BulkJob = RechargeSync.Console.Client.BulkJob;

namespace RechargeSync.Console.Bulk;

/// <summary>
/// Asks the Worker for a bulk job, and stops one. The job belongs to Postgres: it goes on whatever becomes of this
/// process.
/// </summary>
internal sealed class BulkOperations(BulkRequests requests, BulkList jobs)
{
    /// <summary>Asks for a job, which was checked by whoever knows what it is about.</summary>
    public async Task<Answer<BulkJob>> StartAsync(BulkJobRow job, CancellationToken cancellationToken) =>
        await jobs.FindAsync(await requests.StartAsync(job, cancellationToken), cancellationToken);

    /// <summary>Stops a job. What is done stays; the answer says how much that is.</summary>
    public async Task<Answer<BulkJob>> StopAsync(
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

        var isStopped = await requests.StopAsync(id, new OperatorAction(actor, "bulk_stop", note), cancellationToken);
        var job = await jobs.FindAsync(id, cancellationToken);
        return isStopped || job.Refusal is not null
            ? job
            : Refusal.Conflict($"The job is {job.Value!.State} already: there is nothing to stop.");
    }
}
