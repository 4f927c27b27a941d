using RechargeSync.Console.Client;
using RechargeSync.Console.Overview;

namespace RechargeSync.UnitTests.BackOffice;

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
            [
                new SeriesCount
                {
                    Store = "default",
                    Bucket = 3,
                    Accepted = 4,
                    Synced = 2,
                    Dead = 1,
                    P50 = 0.5,
                    P95 = 1.25,
                },
            ],
            []
        );
        var expected = new SeriesPoint
        {
            At = from.AddMinutes(3),
            Accepted = 40,
            Synced = 20,
            Dead = 10,
            Carts = 0,
            WriteBackP50Ms = 500,
            WriteBackP95Ms = 1250,
            FreshnessMs = 0,
        };
        Assert.Equal(expected, series.Stores[0].Points[3]);
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
    public void What_needs_a_person_stands_with_its_action_and_the_urgent_first()
    {
        var store = Store() with
        {
            Active = 1,
            Dead = 2,
            DeliveriesDead = 1,
            FreshnessMs = 3_600_000,
            Subscriptions = new SubscriptionHealth("failing", null, null, 3, "unauthorized 401"),
            LastReconciliation = new ReconciliationRun
            {
                Id = 7,
                Store = "default",
                Cause = "schedule",
                DryRun = false,
                State = "finished",
                Stage = "sample",
                StartedAt = s_now,
                FinishedAt = s_now,
                DurationMs = 1,
                FromAt = s_now,
                Checked = 10,
                Missing = 0,
                Different = 2,
                Extra = 1,
                Healed = 1,
            },
        };
        var needs = Attention.Find(
            [store],
            [
                new DeadLetterGroup("default", "order", "refused", 2, s_now, s_now),
                new DeadLetterGroup("default", "delivery", "no id", 1, s_now, s_now),
            ],
            null,
            [new UnservedStore("beta", 1)],
            s_now
        );
        Assert.Equal(
            [
                "run_doctor",
                "run_doctor",
                "repair_subscriptions",
                "review_dead_letters",
                "review_deliveries",
                "review_orders",
                "review_findings",
            ],
            needs.Select(need => need.Action),
            StringComparer.Ordinal
        );
        Assert.Equal((2L, 7L), (needs[^1].Count, needs[^1].RunId));
    }

    [Theory]
    [InlineData(1, "1 delivery of beta waits, and no Worker serves that store.")]
    [InlineData(1200, "1,200 deliveries of beta wait, and no Worker serves that store.")]
    public void Store_that_no_worker_serves_is_told_first_with_what_to_add(long waiting, string message)
    {
        var need = Assert.Single(
            Attention.Find([Store()], [], new StreamState(0, 0, null), [new UnservedStore("beta", waiting)], s_now)
        );
        Assert.Equal(("critical", "beta", waiting), (need.Severity, need.Store, need.Count));
        Assert.Equal($"{message} Add Stores:beta to the Worker's configuration, or start a Worker.", need.Message);
    }

    [Fact]
    public void Where_all_is_well_nothing_needs_a_person()
    {
        Assert.Empty(Attention.Find([Store()], [], new StreamState(0, 0, null), [], s_now));
    }

    [Theory]
    [InlineData("cancel_not_possible", "cancel")]
    [InlineData("cancelled_on_platform", "cancel")]
    [InlineData("refund_not_possible", "refund")]
    [InlineData("no_lines", "no line")]
    [InlineData("linked_order_unknown", "external id")]
    public void Message_says_in_words_why_an_order_was_given_up(string reason, string word)
    {
        var need = Assert.Single(
            Attention.Find(
                [Store()],
                [new DeadLetterGroup("default", "order", reason, 1, s_now, s_now)],
                new StreamState(0, 0, null),
                [],
                s_now
            )
        );
        Assert.Equal("critical", need.Severity);
        Assert.StartsWith($"1 order was given up in default: {reason}. ", need.Message, StringComparison.Ordinal);
        Assert.Contains(word, need.Message.Split(". ", 2)[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Charge_that_was_given_up_is_called_one() =>
        Assert.StartsWith(
            "2 charges were given up in default: server_error.",
            Attention
                .Find(
                    [Store()],
                    [new DeadLetterGroup("default", "charge", "server_error", 2, s_now, s_now)],
                    new StreamState(0, 0, null),
                    [],
                    s_now
                )[0]
                .Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(1, "1 order of default from before go-live is not placed.")]
    [InlineData(14, "14 orders of default from before go-live are not placed.")]
    [InlineData(1000, "1,000+ orders of default from before go-live are not placed.")]
    public void What_is_from_before_go_live_is_told_last_and_leads_to_the_list(long count, string message)
    {
        var needs = Attention.Find(
            [Store() with { BeforeGoLive = count }],
            [new DeadLetterGroup("default", "delivery", "no id", 1, s_now, s_now)],
            new StreamState(0, 0, null),
            [],
            s_now
        );
        Assert.Equal(["warning", "info"], needs.Select(need => need.Severity), StringComparer.Ordinal);
        Assert.Equal(message, needs[^1].Message);
        Assert.Equal(
            ("Review what is not placed", "/orders?store=default&state=ignored&reason=before_go_live"),
            NextAction.Of(needs[^1])
        );
    }

    [Fact]
    public void Side_that_refuses_everything_stands_on_top_with_the_one_thing_to_do()
    {
        var paused = new PausedSide
        {
            Store = "default",
            Side = "platform",
            Reason = "unauthorized",
            Status = 401,
            Since = s_now,
            Probes = 3,
            NextProbeAt = s_now,
            Advice = "Correct Stores:default:Platform:ApiKey.",
        };
        var needs = Attention.Find(
            [Store() with { Paused = [paused] }],
            [new DeadLetterGroup("default", "order", "refused", 7, s_now, s_now)],
            stream: null,
            [],
            s_now
        );
        Assert.Equal(
            "The platform refuses everything of default (unauthorized 401): its orders wait. "
                + "Correct Stores:default:Platform:ApiKey.",
            needs[0].Message
        );
        Assert.Equal(("Look at the pause", "/pauses"), NextAction.Of(needs[0]));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(4, true)]
    public void Deliveries_that_are_all_refused_for_some_minutes_are_told(int minutes, bool isTold)
    {
        var needs = Attention.Find(
            [Store() with { RefusedSince = s_now.AddMinutes(-minutes) }],
            [],
            new StreamState(0, 0, null),
            [],
            s_now
        );
        Assert.Equal(isTold ? ["refused_deliveries"] : [], needs.Select(need => need.Kind), StringComparer.Ordinal);
    }

    // A store where all is well.
    private static StoreOverview Store() =>
        new()
        {
            Store = "default",
            Accepted = 5,
            Synced = 5,
            Active = 0,
            Retrying = 0,
            Dead = 0,
            BeforeGoLive = 0,
            Carts = 0,
            CartsActive = 0,
            CartsDead = 0,
            ChargesDead = 0,
            DeliveriesDead = 0,
            FreshnessMs = 0,
            WriteBackP50Ms = 1,
            WriteBackP95Ms = 1,
            Subscriptions = new SubscriptionHealth("ok", s_now, s_now, 0, null),
        };

    private static OverviewSeries Build(IReadOnlyList<SeriesCount> counts, IReadOnlyList<OpenStretch> open) =>
        SeriesMath.Build(s_hour, s_hour.From(s_now), s_now, 1, ["default"], counts, open);
}
