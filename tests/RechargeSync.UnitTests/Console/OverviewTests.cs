using RechargeSync.Core.Admin.Contracts;
using RechargeSync.Core.Admin.Overviews;

namespace RechargeSync.UnitTests.Admin;

public sealed class OverviewTests
{
    private static readonly SeriesRange s_hour = SeriesRange.Find("hour")!;
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 14, 0, 30, TimeSpan.Zero);

    [Fact]
    public void Every_bucket_has_a_point_and_the_last_one_is_now()
    {
        var series = Build([], []);
        Assert.Equal(60, Assert.Single(series.Stores).Points.Count);
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 14, 0, 0, TimeSpan.Zero), series.Stores[0].Points[^1].At);
    }

    [Fact]
    public void Counts_of_a_sample_are_scaled()
    {
        var from = s_hour.From(s_now);
        var series = SeriesMath.Build(
            s_hour,
            from,
            s_now,
            10,
            ["default"],
            [new SeriesCount("default", 3, 4, 2, 1, 0, 0.5, 1.25)],
            []
        );
        Assert.Equal(new SeriesPoint(from.AddMinutes(3), 40, 20, 10, 0, 500, 1250, 0), series.Stores[0].Points[3]);
    }

    [Fact]
    public void Freshness_is_the_age_of_the_oldest_that_was_open_at_a_buckets_end()
    {
        var from = s_hour.From(s_now);
        var points = Build(
            [],
            [
                new OpenStretch("default", 2, 4, from.AddMinutes(2)),
                new OpenStretch("default", 59, 1_000_000, s_now.AddSeconds(-10)),
            ]
        )
            .Stores[0]
            .Points;
        Assert.Equal([0, 60_000, 120_000, 0], points.Skip(1).Take(4).Select(point => point.FreshnessMs));
        Assert.Equal(10_000, points[^1].FreshnessMs);
    }

    [Fact]
    public void What_needs_a_person_stands_with_its_act_and_the_urgent_first()
    {
        var store = new StoreOverview(
            "default",
            0,
            0,
            1,
            0,
            2,
            0,
            0,
            0,
            1,
            3_600_000,
            null,
            null,
            null,
            new SubscriptionHealth("failing", null, null, 3, "unauthorized 401"),
            new ReconciliationRun(
                7,
                "default",
                "schedule",
                "finished",
                "sample",
                s_now,
                s_now,
                1,
                s_now,
                10,
                0,
                2,
                1,
                1,
                null,
                null
            )
        );
        var needs = Attention.Find(
            [store],
            [
                new DeadLetterGroup("default", "order", "refused", 2, s_now, s_now),
                new DeadLetterGroup("default", "delivery", "no id", 1, s_now, s_now),
            ],
            null
        );
        Assert.Equal(
            [
                "run_doctor",
                "repair_subscriptions",
                "review_dead_letters",
                "review_deliveries",
                "review_orders",
                "review_findings",
            ],
            needs.Select(need => need.Act),
            StringComparer.Ordinal
        );
        Assert.Equal((2L, 7L), (needs[^1].Count, needs[^1].RunId));
    }

    [Fact]
    public void Where_all_is_well_nothing_needs_a_person()
    {
        var store = new StoreOverview(
            "default",
            5,
            5,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            0,
            1,
            1,
            null,
            new SubscriptionHealth("ok", s_now, s_now, 0, null),
            null
        );
        Assert.Empty(Attention.Find([store], [], new StreamState(0, 0, null)));
    }

    private static OverviewSeries Build(IReadOnlyList<SeriesCount> counts, IReadOnlyList<OpenStretch> open) =>
        SeriesMath.Build(s_hour, s_hour.From(s_now), s_now, 1, ["default"], counts, open);
}
