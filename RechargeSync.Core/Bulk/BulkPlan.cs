using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Bulk;

/// <summary>Where a bulk job goes on, how much it takes, and when it comes again. Pure.</summary>
internal static class BulkPlan
{
    /// <summary>Rows in a page, at most: few enough that nobody waits for their locks.</summary>
    public const int LargestPage = 500;

    /// <summary>
    /// A page is never more than is worked off in this time, so that a job that is stopped soon is at rest.
    /// </summary>
    private static readonly TimeSpan s_longestPage = TimeSpan.FromSeconds(5);

    /// <summary>The next page is taken so long before the last one is worked off, and the pace has no gaps.</summary>
    private static readonly TimeSpan s_lead = TimeSpan.FromSeconds(1);

    /// <summary>How soon a job looks again whether there is room for more.</summary>
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    /// <summary>A job that is alone, and of whose store nothing is on its way.</summary>
    public static BulkLoad Unloaded { get; } = new(InFlight: 0, Jobs: 1);

    /// <summary>Where a job's rows are, in the order in which it goes through them.</summary>
    public static IReadOnlyList<ActSource> Sources(BulkJobRow job) =>
        job.Act switch
        {
            BulkAct.Place => [ActSource.IgnoredOrders],
            BulkAct.Heal => [ActSource.DeadOrders],
            _ => [.. ActSource.DeadLetters.Where(source => job.Kind is null || source.Kind == job.Kind)],
        };

    /// <summary>True where there is nothing left to look at.</summary>
    public static bool IsThrough(BulkJobRow job) => job.Stage >= Sources(job).Count;

    /// <summary>The next page; null where there is no room for one.</summary>
    /// <param name="job">Where the job stands, before its end.</param>
    /// <param name="load">What jobs have under way: the rate is of all of them together, the window of a store.</param>
    /// <param name="options">How fast.</param>
    public static BulkPage? Next(BulkJobRow job, BulkLoad load, BulkOptions options)
    {
        var source = Sources(job)[job.Stage];
        if (job.Act == BulkAct.Discard)
        {
            return new BulkPage(source, LargestPage, TimeSpan.Zero);
        }

        var rate = options.Rate / load.Jobs;
        var inTime = Math.Max(1, (int)Math.Min(LargestPage, rate * s_longestPage.TotalSeconds));
        var size = Math.Min(inTime, options.Window - load.InFlight);
        return size > 0 ? new BulkPage(source, size, TimeSpan.FromSeconds(1 / rate)) : null;
    }

    /// <summary>The job after a page; what it found decides when the next one is taken.</summary>
    public static BulkJob After(BulkJob job, BulkJobRow facts) =>
        job with
        {
            Facts = facts,
            IsFinished = IsThrough(facts),
            NextAt = facts.Act == BulkAct.Discard ? null : facts.PacedTo - s_lead,
        };

    /// <summary>The job where there was no room for a page.</summary>
    public static BulkJob Put(BulkJob job, DateTimeOffset now) => job with { NextAt = now + s_pause };
}
