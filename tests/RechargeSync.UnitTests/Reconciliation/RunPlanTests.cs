using RechargeSync.Core.Recharge;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Storage;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Reconciliation;

public sealed class RunPlanTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);
    private static readonly OpenRun s_run = new() { Id = 1, Stage = RunStage.Unlinked };
    private static readonly DriftFinding s_healed = new(1, DriftKind.Missing, "unknown", Healed: true);

    [Fact]
    public void Last_page_leads_to_the_next_stage()
    {
        Assert.Equal((RunStage.Linked, null), Place(After(s_run, Page(null))));
        Assert.Equal((RunStage.Sample, null), Place(After(s_run with { Stage = RunStage.Linked }, Page(null))));
    }

    [Fact]
    public void Page_leads_to_its_next() =>
        Assert.Equal((RunStage.Unlinked, "/orders?cursor=b"), Place(After(s_run, Page("/orders?cursor=b"))));

    [Fact]
    public void Page_that_leads_to_itself_ends_the_stage_with_a_warning()
    {
        var step = RunPlan.After(s_run, "/orders?cursor=a", Page("/orders?cursor=a"), []);
        Assert.Equal((RunStage.Linked, null), Place(step));
        Assert.NotNull(step.Warning);
    }

    [Theory]
    [InlineData("/orders?limit=2", false, false)]
    [InlineData("/orders?limit=2", true, true)]
    [InlineData("/orders?limit=2&page=3", false, true)]
    public void Only_counted_pages_that_mended_something_are_compared_again(string path, bool isCounted, bool again)
    {
        var page = Page("/next") with { IsCounted = isCounted };
        Assert.Equal(again, RunPlan.After(s_run, path, page, [s_healed]).Again);
        Assert.False(RunPlan.After(s_run, path, page, [s_healed with { Healed = false }]).Again);
    }

    [Fact]
    public void Filter_that_did_nothing_is_warned_of_where_it_was_asked_for()
    {
        var linked = new OrderBuilder().WithExternalId("9").Read();
        var page = Page(null) with { Orders = [new ListedOrder(linked.Id, [], linked, null)] };
        Assert.Contains("filter", After(s_run, page).Warning, StringComparison.Ordinal);
        Assert.Null(After(s_run with { Stage = RunStage.Linked }, page).Warning);
    }

    [Fact]
    public void Too_many_pages_to_count_end_the_stage_and_the_period_is_compared_again()
    {
        var step = RunPlan.PastLastPage(s_run);
        Assert.Equal((RunStage.Linked, null), Place(step));
        Assert.True(step.Again);
        Assert.Contains("100", step.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public void Job_carries_on_with_the_totals_the_findings_of_the_page_and_the_first_warning()
    {
        var job = new RunJob { Store = "default", Run = s_run with { Pages = 3, Checked = 10, Missing = 1 } };
        var page = RunPlan.After(s_run, "/orders?limit=2", Page("/orders?cursor=b"), [s_healed]) with
        {
            Checked = 2,
            Warning = "first",
        };
        var after = RunPlan.Advance(
            RunPlan.Advance(job, page, s_now),
            page with
            {
                Findings = [],
                Warning = "second",
            },
            s_now
        );
        Assert.Equal(
            job with
            {
                Run = s_run with
                {
                    Next = "/orders?cursor=b",
                    Pages = 5,
                    Checked = 14,
                    Missing = 2,
                    Healed = 1,
                    Warning = "first",
                },
                Findings = after.Findings,
            },
            after
        );
        Assert.Empty(after.Findings);
        Assert.False(after.IsFinished);
    }

    [Theory]
    [InlineData(0, 3)]
    [InlineData(7, 4)]
    public void Sample_ends_the_run_and_counts_as_a_page_where_there_was_something_to_look_up(int count, int pages)
    {
        var job = new RunJob { Store = "default", Run = s_run with { Stage = RunStage.Sample, Pages = 3 } };
        var after = RunPlan.Advance(job, RunPlan.AfterSample(job.Run, count, [], sampledId: 42), s_now);
        Assert.Equal((s_now, 42L, pages), (after.EndedAt, after.SampledId, after.Run.Pages));
    }

    private static RunPage After(OpenRun run, OrderPage page) => RunPlan.After(run, "/orders?limit=2", page, []);

    private static OrderPage Page(string? next) => new([], 0, next, IsCounted: false);

    private static (RunStage Stage, string? Next) Place(RunPage step) => (step.Stage, step.Next);
}
