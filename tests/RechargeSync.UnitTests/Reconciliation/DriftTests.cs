using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Reconciliation;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Reconciliation;

public sealed class DriftTests
{
    private const string Ours = "92812948";
    private static readonly RechargeOrder s_unlinked = new OrderBuilder().UpdatedAt(10).Read();
    private static readonly RechargeOrder s_linked = new OrderBuilder().UpdatedAt(10).WithExternalId(Ours).Read();
    private static readonly RechargeOrder s_linkedElsewhere = new OrderBuilder()
        .UpdatedAt(10)
        .WithExternalId("other")
        .Read();

    private static readonly KnownOrder s_done = new()
    {
        State = WorkState.Done,
        PlatformOrderId = Ours,
        OrderWritten = true,
        Standing = OrderStanding.Paid,
        DesiredHash = PlatformOrderMapper.Map("default", s_unlinked).Hash,
        SourceUpdatedAt = s_unlinked.UpdatedAt!.Value.Value,
        SourceUpdatedAtIsInstant = s_unlinked.UpdatedAt.Value.IsInstant,
        Fence = 1,
        IsAtRest = true,
    };

    private static readonly KnownOrder s_waiting = s_done with
    {
        State = WorkState.Waiting,
        PlatformOrderId = null,
        OrderWritten = false,
    };
    private static readonly KnownOrder s_dead = s_waiting with { State = WorkState.Dead, Reason = "refused" };

    private static readonly DriftVerdict s_deadLetter = new(
        DriftKind.Missing,
        "dead_letter: refused",
        DriftRemedy.None
    );

    private static readonly (string Case, RechargeOrder Order, KnownOrder? Known, DriftVerdict? Expected)[] s_cases =
    [
        ("not paid", new OrderBuilder().WithStatus("queued").Read(), null, null),
        ("never heard of", s_unlinked, null, Missing("unknown")),
        ("somebody else's", s_linked, null, null),
        ("under way", s_unlinked, s_waiting with { IsAtRest = false }, null),
        ("success not seen", s_unlinked, s_waiting, Missing("success_not_seen")),
        ("linked while we waited", s_linked, s_waiting, Different("linked_elsewhere", DriftRemedy.Reingest)),
        ("in order", s_linked, s_done, null),
        ("write-back lost", s_unlinked, s_done, Different("write_back_lost", DriftRemedy.WriteAgain)),
        ("adopted id gone", s_unlinked, s_done with { Adopted = true }, Different("adopted_id_gone", DriftRemedy.None)),
        (
            "other id",
            s_linkedElsewhere,
            s_done,
            new DriftVerdict(DriftKind.Extra, "other_external_id: other instead of 92812948", DriftRemedy.None)
        ),
        (
            "changed",
            new OrderBuilder().UpdatedAt(11).WithExternalId(Ours).WithNote("new").Read(),
            s_done,
            Different("changed", DriftRemedy.Reingest)
        ),
        (
            "changed within the second",
            new OrderBuilder().UpdatedAt(10).WithExternalId(Ours).WithNote("new").Read(),
            s_done,
            Different("changed", DriftRemedy.Reingest)
        ),
        ("ours is newer", new OrderBuilder().UpdatedAt(9).WithExternalId(Ours).WithNote("old").Read(), s_done, null),
        ("newer but the same", new OrderBuilder().UpdatedAt(11).WithExternalId(Ours).Read(), s_done, null),
        ("dead and nothing new", s_unlinked, s_dead, s_deadLetter),
        ("ignored by an operator", s_unlinked, s_waiting with { State = WorkState.Ignored, Reason = "refused" }, null),
        ("before go-live", s_unlinked, s_waiting with { State = WorkState.Ignored, Reason = "before_go_live" }, null),
        ("dead and without lines", new OrderBuilder().With("line_items", "[]").Read(), s_dead, s_deadLetter),
        (
            "redacted after it was placed",
            new OrderBuilder()
                .UpdatedAt(11)
                .WithExternalId(Ours)
                .With("redacted", "true")
                .With("shipping_address", "null")
                .Read(),
            s_done,
            null
        ),
        (
            "cancelled after it was placed",
            new OrderBuilder().UpdatedAt(11).WithStatus("cancelled").WithExternalId(Ours).Read(),
            s_done,
            Different("taken_back", DriftRemedy.Reingest)
        ),
        ("cancelled before it was placed", new OrderBuilder().WithStatus("cancelled").Read(), s_waiting, null),
        (
            "dead and mended at Recharge",
            new OrderBuilder().UpdatedAt(11).WithNote("new").Read(),
            s_dead,
            s_deadLetter with
            {
                Remedy = DriftRemedy.Reingest,
            }
        ),
    ];

    public static TheoryData<string> Cases => [.. s_cases.Select(row => row.Case)];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Verdict_follows_from_both_sides(string name)
    {
        var (_, order, known, expected) = s_cases.Single(row => row.Case == name);
        Assert.Equal(expected, Drift.Judge("default", order, known));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(119, true)]
    [InlineData(120, false)]
    [InlineData(-60, true)]
    [InlineData(-86_400, false)]
    public void Change_is_fresh_for_a_while_and_a_clock_that_is_far_off_does_not_hide_it(int age, bool fresh)
    {
        var now = new DateTimeOffset(OrderBuilder.Time(10)).AddSeconds(age);
        Assert.Equal(fresh, Drift.IsFresh(s_unlinked, now, TimeSpan.FromMinutes(2)));
    }

    private static DriftVerdict Missing(string detail) => new(DriftKind.Missing, detail, DriftRemedy.Reingest);

    private static DriftVerdict Different(string detail, DriftRemedy remedy) =>
        new(DriftKind.Different, detail, remedy);
}
