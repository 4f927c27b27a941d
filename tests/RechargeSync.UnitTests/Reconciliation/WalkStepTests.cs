using RechargeSync.Core.Recharge;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Storage;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Reconciliation;

public sealed class WalkStepTests
{
    private static readonly Walk s_walk = new(
        1,
        DateTimeOffset.UnixEpoch,
        DateTimeOffset.UnixEpoch,
        WalkStage.Unlinked,
        null
    );
    private static readonly Finding s_healed = new(1, DriftKind.Missing, "unknown", Healed: true);

    [Fact]
    public void Last_page_leads_to_the_next_stage()
    {
        Assert.Equal((WalkStage.Linked, null), Place(After(s_walk, Page(null))));
        Assert.Equal((WalkStage.Sample, null), Place(After(s_walk with { Stage = WalkStage.Linked }, Page(null))));
    }

    [Fact]
    public void Page_leads_to_its_next() =>
        Assert.Equal((WalkStage.Unlinked, "/orders?cursor=b"), Place(After(s_walk, Page("/orders?cursor=b"))));

    [Fact]
    public void Page_that_leads_to_itself_ends_the_stage_with_a_warning()
    {
        var step = WalkStep.After(s_walk, "/orders?cursor=a", Page("/orders?cursor=a"), []);
        Assert.Equal((WalkStage.Linked, null), Place(step));
        Assert.NotNull(step.Warning);
    }

    [Theory]
    [InlineData("/orders?limit=2", false, false)]
    [InlineData("/orders?limit=2", true, true)]
    [InlineData("/orders?limit=2&page=3", false, true)]
    public void Only_counted_pages_that_mended_something_are_walked_again(string path, bool isCounted, bool again)
    {
        var page = Page("/next") with { IsCounted = isCounted };
        Assert.Equal(again, WalkStep.After(s_walk, path, page, [s_healed]).Again);
        Assert.False(WalkStep.After(s_walk, path, page, [s_healed with { Healed = false }]).Again);
    }

    [Fact]
    public void Filter_that_did_nothing_is_warned_of_where_it_was_asked_for()
    {
        var linked = new OrderBuilder().WithExternalId("9").Read();
        var page = Page(null) with { Orders = [new ListedOrder(linked.Id, [], linked, null)] };
        Assert.Contains("filter", After(s_walk, page).Warning, StringComparison.Ordinal);
        Assert.Null(After(s_walk with { Stage = WalkStage.Linked }, page).Warning);
    }

    [Fact]
    public void Too_many_pages_to_count_end_the_stage_and_the_stretch_is_walked_again()
    {
        var step = WalkStep.PastLastPage(s_walk);
        Assert.Equal((WalkStage.Linked, null), Place(step));
        Assert.True(step.Again);
        Assert.Contains("100", step.Warning, StringComparison.Ordinal);
    }

    private static WalkStep After(Walk walk, OrderPage page) => WalkStep.After(walk, "/orders?limit=2", page, []);

    private static OrderPage Page(string? next) => new([], 0, next, IsCounted: false);

    private static (WalkStage Stage, string? Next) Place(WalkStep step) => (step.Stage, step.Next);
}
