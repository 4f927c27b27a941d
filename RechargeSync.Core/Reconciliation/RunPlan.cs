using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;

namespace RechargeSync.Core.Reconciliation;

/// <summary>What one page came to, and where the run goes on.</summary>
internal sealed record RunPage
{
    /// <summary>Where to go on.</summary>
    public required RunStage Stage { get; init; }

    /// <summary>With which page; null for the stage's first.</summary>
    public string? Next { get; init; }

    /// <summary>Orders that were compared.</summary>
    public int Checked { get; init; }

    /// <summary>What was different.</summary>
    public IReadOnlyList<DriftFinding> Findings { get; init; } = [];

    /// <summary>True where the same period has to be compared again.</summary>
    public bool Again { get; init; }

    /// <summary>What an operator should know.</summary>
    public string? Warning { get; init; }

    /// <summary>The last order that was looked up, where this page is the last one; else null.</summary>
    public long? SampledId { get; init; }
}

/// <summary>Which page a run asks for next, and where it goes on after it. Pure.</summary>
internal static class RunPlan
{
    /// <summary>Path and query of the page to ask for; null where Recharge would not serve it any more.</summary>
    /// <param name="run">Where the run stands, in a stage that lists orders.</param>
    /// <param name="store">Whose orders.</param>
    /// <param name="pageSize">Orders in one page.</param>
    public static string? NextPage(OpenRun run, Store store, int pageSize)
    {
        var path = run.Next ?? OrderList.Successful(store, linked: run.Stage == RunStage.Linked, run.From, pageSize);
        return OrderList.PageOf(path) > OrderList.LastPage ? null : path;
    }

    /// <summary>A page was read.</summary>
    /// <param name="run">Where the run stood.</param>
    /// <param name="path">What was asked for.</param>
    /// <param name="page">The page.</param>
    /// <param name="findings">What was different.</param>
    public static RunPage After(OpenRun run, string path, OrderPage page, IReadOnlyList<DriftFinding> findings)
    {
        var leadsToItself = page.Next == path;
        var isLast = page.Next is null || leadsToItself;
        return new RunPage
        {
            Stage = isLast ? run.Stage + 1 : run.Stage,
            Next = isLast ? null : page.Next,
            Checked = page.Orders.Count,
            Findings = findings,

            // What was mended leaves the list, and where pages are counted that moves unseen orders onto pages already
            // seen.
            Again = (page.IsCounted || OrderList.PageOf(path) > 1) && findings.Any(finding => finding.Healed),
            Warning = leadsToItself ? "a page led to itself" : Warn(run, page),
        };
    }

    /// <summary>The pages are too many to be counted through.</summary>
    public static RunPage PastLastPage(OpenRun run) =>
        new()
        {
            Stage = run.Stage + 1,
            Again = true,
            Warning =
                $"stopped after page {OrderList.LastPage}, past which Recharge serves none; "
                + "the same period is compared again",
        };

    /// <summary>Recharge no longer knows the cursor of the next page.</summary>
    public static RunPage BeginAgain(OpenRun run) =>
        new() { Stage = run.Stage, Warning = "the cursor of the next page was refused; the list was begun again" };

    /// <summary>The last step: a sample of our own orders was looked up.</summary>
    /// <param name="run">Where the run stood.</param>
    /// <param name="count">How many were looked up.</param>
    /// <param name="findings">What was different.</param>
    /// <param name="sampledId">Where the next run's sample goes on.</param>
    public static RunPage AfterSample(OpenRun run, int count, IReadOnlyList<DriftFinding> findings, long sampledId) =>
        new()
        {
            Stage = run.Stage,
            Checked = count,
            Findings = findings,
            SampledId = sampledId,
        };

    /// <summary>The job with what a page came to.</summary>
    /// <param name="job">The job.</param>
    /// <param name="page">The page.</param>
    /// <param name="now">When; the last page ends the run.</param>
    public static RunJob Advance(RunJob job, RunPage page, DateTimeOffset now)
    {
        var (run, findings) = (job.Run, page.Findings);
        var isEmptySample = page is { SampledId: not null, Checked: 0 };
        return job with
        {
            Run = run with
            {
                Stage = page.Stage,
                Next = page.Next,
                Pages = isEmptySample ? run.Pages : run.Pages + 1,
                Checked = run.Checked + page.Checked,
                Missing = run.Missing + Count(DriftKind.Missing),
                Extra = run.Extra + Count(DriftKind.Extra),
                Different = run.Different + Count(DriftKind.Different),
                Healed = run.Healed + findings.Count(finding => finding.Healed),
                Again = run.Again || page.Again,
                Warning = run.Warning ?? page.Warning,
            },
            Findings = findings,
            SampledId = page.SampledId ?? job.SampledId,
            EndedAt = page.SampledId is null ? null : now,
        };

        int Count(DriftKind kind) => findings.Count(finding => finding.Kind == kind);
    }

    private static string? Warn(OpenRun run, OrderPage page) =>
        page.Unidentified > 0 ? $"{page.Unidentified} entries of a page have no usable id"
        : run.Stage == RunStage.Unlinked && page.Orders.Any(order => order.Order?.ExternalOrderId is not null)
            ? "Recharge's filter for orders without external id did nothing; they are told apart here"
        : null;
}
