using RechargeSync.Core.Bulk;
using RechargeSync.Core.Storage;

namespace RechargeSync.UnitTests.Bulk;

/// <summary>Where a bulk job goes on, how much it takes, and when it comes again.</summary>
public sealed class BulkPlanTests
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(null, "order checkout charge delivery")]
    [InlineData("order", "order")]
    [InlineData("delivery", "delivery")]
    public void Dead_letters_are_gone_through_table_by_table_or_one_table_alone(string? kind, string sources) =>
        Assert.Equal(
            sources,
            string.Join(' ', BulkPlan.Sources(Job(BulkAct.Replay) with { Kind = kind }).Select(source => source.Kind))
        );

    [Fact]
    public void Job_is_through_behind_its_last_table()
    {
        var job = Job(BulkAct.Replay) with { Kind = "order" };
        Assert.False(BulkPlan.IsThrough(job));
        Assert.True(BulkPlan.IsThrough(job with { Stage = 1 }));
    }

    [Theory]
    [InlineData(200, 1_000, 0, BulkPlan.LargestPage)]
    [InlineData(200, 1_000, 900, 100)]
    [InlineData(20, 1_000, 0, 100)]
    [InlineData(0.1, 1_000, 0, 1)]
    public void Page_is_what_is_worked_off_in_five_seconds_and_finds_room(
        double rate,
        int window,
        int onTheirWay,
        int size
    )
    {
        var page = BulkPlan.Next(
            Job(BulkAct.Replay),
            new BulkLoad(onTheirWay, Jobs: 1),
            new BulkOptions { Rate = rate, Window = window }
        );
        Assert.Equal((size, TimeSpan.FromSeconds(1 / rate)), (page!.Size, page.Gap));
    }

    [Fact]
    public void Jobs_at_the_same_time_share_the_rate()
    {
        var load = new BulkLoad(InFlight: 0, Jobs: 4);
        var page = BulkPlan.Next(Job(BulkAct.Replay), load, new BulkOptions { Rate = 80 });
        Assert.Equal((100, TimeSpan.FromSeconds(1 / 20d)), (page!.Size, page.Gap));
    }

    [Fact]
    public void Without_room_there_is_no_page_and_the_job_looks_again_soon()
    {
        Assert.Null(BulkPlan.Next(Job(BulkAct.Place), new BulkLoad(InFlight: 1_000, Jobs: 1), new BulkOptions()));
        Assert.Equal(s_now + TimeSpan.FromSeconds(1), BulkPlan.Put(Claimed(BulkAct.Place), s_now).NextAt);
    }

    [Fact]
    public void Discarding_is_held_to_no_pace_since_it_gives_nobody_work()
    {
        var page = BulkPlan.Next(Job(BulkAct.Discard), new BulkLoad(InFlight: 1_000, Jobs: 1), new BulkOptions());
        Assert.Equal((BulkPlan.LargestPage, TimeSpan.Zero), (page!.Size, page.Gap));
        Assert.Null(BulkPlan.After(Claimed(BulkAct.Discard), Job(BulkAct.Discard)).NextAt);
    }

    [Fact]
    public void Next_page_comes_a_moment_before_the_last_is_worked_off()
    {
        var facts = Job(BulkAct.Heal) with { PacedTo = s_now + TimeSpan.FromSeconds(3) };
        var after = BulkPlan.After(Claimed(BulkAct.Heal), facts);
        Assert.Equal((s_now + TimeSpan.FromSeconds(2), false), (after.NextAt, after.IsFinished));
        Assert.True(BulkPlan.After(after, facts with { Stage = 1 }).IsFinished);
    }

    private static BulkJobRow Job(BulkAct act) =>
        new()
        {
            Store = "default",
            Act = act,
            Actor = "olive",
        };

    private static BulkJob Claimed(BulkAct act) => new() { Facts = Job(act) };
}
