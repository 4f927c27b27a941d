using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Reconciliation;

/// <summary>What one page came to, and where the walk goes on. Pure.</summary>
/// <param name="Stage">Where to go on.</param>
/// <param name="Next">With which page; null for the stage's first.</param>
/// <param name="Checked">Orders that were compared.</param>
/// <param name="Findings">What was different.</param>
/// <param name="Again">True where the same stretch has to be walked again.</param>
/// <param name="Warning">What an operator should know.</param>
internal sealed record WalkStep(
    WalkStage Stage,
    string? Next,
    int Checked,
    IReadOnlyList<Finding> Findings,
    bool Again,
    string? Warning
)
{
    /// <summary>A page was read.</summary>
    /// <param name="walk">Where the walk stood.</param>
    /// <param name="path">What was asked for.</param>
    /// <param name="page">The page.</param>
    /// <param name="findings">What was different.</param>
    public static WalkStep After(Walk walk, string path, OrderPage page, IReadOnlyList<Finding> findings)
    {
        // What was mended leaves the list, and where pages are counted that moves unseen orders onto pages already
        // seen.
        var again = (page.IsCounted || OrderList.PageOf(path) > 1) && findings.Any(finding => finding.Healed);
        return page.Next is null || page.Next == path
            ? new WalkStep(
                walk.Stage + 1,
                null,
                page.Orders.Count,
                findings,
                again,
                page.Next is null ? Warn(walk, page) : "a page led to itself"
            )
            : new WalkStep(walk.Stage, page.Next, page.Orders.Count, findings, again, Warn(walk, page));
    }

    /// <summary>The pages are too many to be counted through.</summary>
    public static WalkStep PastLastPage(Walk walk) =>
        new(
            walk.Stage + 1,
            null,
            0,
            [],
            Again: true,
            $"stopped after page {OrderList.LastPage}, past which Recharge serves none; the same stretch is walked again"
        );

    /// <summary>Recharge no longer knows the place of the next page.</summary>
    public static WalkStep BeginAgain(Walk walk) =>
        new(walk.Stage, null, 0, [], Again: false, "the place of the next page was refused; the list was begun again");

    /// <summary>A sample of our own orders was looked up.</summary>
    public static WalkStep OfSample(Walk walk, int count, IReadOnlyList<Finding> findings) =>
        new(walk.Stage, null, count, findings, Again: false, null);

    private static string? Warn(Walk walk, OrderPage page) =>
        page.Unidentified > 0 ? $"{page.Unidentified} entries of a page have no usable id"
        : walk.Stage == WalkStage.Unlinked && page.Orders.Any(order => order.Order?.ExternalOrderId is not null)
            ? "Recharge's filter for orders without external id did nothing; they are told apart here"
        : null;
}
