using Microsoft.Extensions.Options;
using RechargeSync.Console.Access;
using RechargeSync.Console.Deliveries;
using RechargeSync.Console.Listing;
using RechargeSync.Console.Orders;
using RechargeSync.Core.Storage;
using Rows = RechargeSync.UnitTests.Testing.Rows;

namespace RechargeSync.UnitTests.BackOffice;

public sealed class TimelineTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly DateTimeOffset s_start = Rows.Now;
    private static readonly TraceLinks s_traces = new(
        Options.Create(new AdminOptions { TraceUrl = "https://traces.test/{traceId}" })
    );

    [Fact]
    public void Everything_stands_in_its_order_with_its_duration()
    {
        var row = Rows.Done with
        {
            PushedAt = At(5),
            OrderWrittenAt = At(6),
            Work = Rows.Done.Work with { CreatedAt = At(1), FinishedAt = At(6) },
        };
        var history = new OrderHistory(
            [
                new DeliveryListRow
                {
                    Id = 1,
                    Store = "default",
                    Topic = "order/created",
                    Resource = "order/1",
                    Bytes = 10,
                    State = DeliveryState.Done,
                    ReceivedAt = At(0),
                    FinishedAt = At(2),
                    TraceParent = Trace,
                },
            ],
            [
                new FailedAttemptRow
                {
                    Store = "",
                    ResourceKey = "",
                    Step = WorkStep.Push,
                    Reason = "timeout",
                    Status = 504,
                    Detail = "ada@example.com",
                    RequestId = "r1",
                    FailedAt = At(3),
                },
            ],
            [
                new AuditEntryRow
                {
                    Store = "",
                    ResourceKey = "",
                    Actor = "alice",
                    Action = "retry",
                    RecordedAt = At(4),
                },
            ],
            []
        );

        var events = TimelineBuilder.Build(row, history, s_traces);

        Assert.Equal(
            ["received", "known", "applied", "failed", "action", "pushed", "order_written", "finished"],
            events.Select(e => e.Type),
            StringComparer.Ordinal
        );
        Assert.Equal([null, 1000, 2000, null, null, 5000, 1000, 6000], events.Select(e => e.DurationMs));
        Assert.Equal(
            ("504", "r1", "*** (15 characters)"),
            ($"{events[3].Status}", events[3].RequestId, events[3].Detail)
        );
        Assert.Equal("https://traces.test/0af7651916cd43dd8448eb211c80319c", events[0].TraceUrl);
    }

    [Fact]
    public void Order_is_given_up_after_the_failure_that_led_to_it()
    {
        // The worker's clock and the database's differ a little.
        var row = Rows.Done with
        {
            PushedAt = null,
            OrderWrittenAt = null,
            Work = Rows.Done.Work with
            {
                State = WorkState.Dead,
                Reason = "refused",
                CreatedAt = At(1),
                FinishedAt = At(3),
            },
        };
        var failure = new FailedAttemptRow
        {
            Store = "",
            ResourceKey = "",
            Step = WorkStep.Push,
            Reason = "refused",
            FailedAt = At(3).AddMilliseconds(2),
        };

        var events = TimelineBuilder.Build(row, new OrderHistory([], [failure], [], []), s_traces);

        Assert.Equal(["known", "failed", "finished"], events.Select(e => e.Type), StringComparer.Ordinal);
    }

    [Fact]
    public void What_each_run_finds_anew_stands_there_once()
    {
        var findings = Enumerable
            .Range(1, 30)
            .Select(n => new ReconciliationFindingRow
            {
                Store = "",
                Kind = DriftKind.Extra,
                Detail = "not_found",
                FoundAt = At(60 - n),
            })
            .ToList();

        var events = TimelineBuilder.Build(
            Rows.Done with
            {
                Work = Rows.Done.Work with { CreatedAt = At(0) },
            },
            new OrderHistory([], [], [], findings),
            s_traces
        );

        var found = Assert.Single(events, e => e.Type == "finding");
        Assert.Equal(("Reconciliation found it extra, 30 times so far", At(30)), (found.Title, found.At));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("00-xyz-1-1")]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")]
    public void What_is_no_trace_context_has_no_trace(string? context) => Assert.Null(TraceLinks.Id(context));

    private static DateTimeOffset At(int seconds) => s_start.AddSeconds(seconds);
}
