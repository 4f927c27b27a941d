using RechargeSync.Core.Orders;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Orders;

/// <summary>What the steps make of the answers that only some platforms give.</summary>
public sealed class PlatformAnswersTests : IDisposable
{
    private const string Reference = "recharge:default:534919106";

    private static readonly PlatformIds s_ids = new("92812948", "101");

    private readonly StubHandler _http = new();
    private readonly ScriptedPlatform _platform = new();
    private readonly StoreRegistry _stores = StoreBuilder.Registry(store =>
        (store.Platform.Kind, store.Platform.SettleTime) = (ScriptedPlatform.Kind, TimeSpan.FromSeconds(60))
    );
    private readonly PlatformSteps _steps;

    public PlatformAnswersTests() =>
        _steps = new PlatformSteps(
            _platform.Registry(_stores, _http),
            new GoLive(table: null!),
            _ => new((DateTimeOffset?)null)
        );

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Order_that_a_create_has_made_holds_what_was_sent()
    {
        _platform.Answers(new PlatformAnswer.Made(s_ids));
        Assert.Equal(Rows.HashA, Reached(await PushAsync(Rows.Paid)).PushedHash);
    }

    [Fact]
    public async Task Order_that_a_create_finds_there_holds_nobody_knows_what_and_is_brought_up_to_date()
    {
        _platform.Answers(new PlatformAnswer.Existed(s_ids));
        var row = Reached(await PushAsync(Rows.Paid with { PushedHash = Rows.HashA }));
        Assert.Equal(("92812948", null), (row.PlatformOrderId, row.PushedHash));
        Assert.Equal(WorkStep.UpdatePlatform, Next(row with { OrderWrittenAt = Rows.Now }));
    }

    [Fact]
    public async Task Order_whose_reference_is_taken_is_brought_up_to_date_too()
    {
        _platform.Answers(new PlatformAnswer.Taken()).Answers(new PlatformAnswer.Existed(s_ids));
        Assert.Null(Reached(await PushAsync(Rows.Paid with { PushedHash = Rows.HashA })).PushedHash);
    }

    [Fact]
    public async Task Half_made_order_is_finished_by_a_create_once_nobody_can_be_at_it()
    {
        _platform.Answers(new PlatformAnswer.HalfMade("d1")).Answers(new PlatformAnswer.Made(s_ids));
        Assert.Equal("92812948", Reached(await PushAsync(UnknownSince(-60), verifyFirst: true)).PlatformOrderId);
        Assert.Equal([$"find {Reference}", $"create {Reference}"], _platform.Calls);
    }

    [Fact]
    public async Task Half_made_order_is_left_alone_while_somebody_may_be_at_it()
    {
        _platform.Answers(new PlatformAnswer.HalfMade("d1"));
        Assert.IsType<StepResult<OrderRow>.TooEarly>(await PushAsync(UnknownSince(-20), verifyFirst: true));
        Assert.Equal([$"find {Reference}"], _platform.Calls);
    }

    [Fact]
    public async Task Half_made_order_that_we_know_nothing_of_is_looked_up_again_before_it_is_finished()
    {
        _platform.Answers(new PlatformAnswer.HalfMade("d1"));
        Assert.Equal("Ambiguous order_incomplete ", Failed(await PushAsync(Rows.Paid, topic: "order/reconciled")));
    }

    [Fact]
    public async Task Create_that_could_not_be_finished_is_looked_up_and_gone_on_with()
    {
        _platform.Answers(new PlatformAnswer.HalfMade("d1"));
        Assert.Equal("Ambiguous order_incomplete ", Failed(await PushAsync(Rows.Paid)));
    }

    [Fact]
    public async Task Half_made_order_that_was_cancelled_meanwhile_is_taken_away()
    {
        _platform.Answers(new PlatformAnswer.HalfMade("d1")).Answers(new PlatformChange.Done());
        Assert.Null(Reached(await PushCancelledAsync()).PlatformOrderId);
        Assert.Equal([$"find {Reference}", "cancel d1 USD"], _platform.Calls);
    }

    [Fact]
    public async Task Half_made_order_that_cannot_be_taken_away_needs_a_person()
    {
        _platform.Answers(new PlatformAnswer.HalfMade("d1")).Answers(new PlatformChange.NotPossible("It is packed."));
        Assert.Equal("Permanent cancel_not_possible ", Failed(await PushCancelledAsync()));
    }

    [Fact]
    public async Task Half_made_order_without_an_id_of_its_own_is_left_where_it_is()
    {
        _platform.Answers(new PlatformAnswer.HalfMade(Id: null));
        Reached(await PushCancelledAsync());
        Assert.Equal([$"find {Reference}"], _platform.Calls);
    }

    [Fact]
    public async Task Half_made_order_whose_payload_was_erased_is_read_from_Recharge_again()
    {
        _platform.Answers(new PlatformAnswer.HalfMade("d1"));
        var result = await _steps.PushAsync(
            _stores.Get("default"),
            UnknownSince(-60),
            payload: null,
            verifyFirst: true,
            Leases.At(Rows.Now),
            CancellationToken.None
        );
        Assert.Equal(WorkStep.ReadOrder, Next(Reached(result)));
    }

    [Fact]
    public async Task Update_that_the_platform_cannot_take_ends_with_one_reason_and_its_words()
    {
        _platform.Answers(new PlatformAnswer.NotCarried(["lines", "totals"], "Lines of a placed order stay."));
        var failure = Assert.IsType<StepResult<OrderRow>.Failed>(await UpdateAsync()).Failure;
        Assert.Equal(
            (CallFailureKind.Permanent, "update_not_possible", "lines, totals: Lines of a placed order stay."),
            (failure.Kind, failure.Reason, failure.Detail)
        );
    }

    [Fact]
    public void Change_after_an_update_that_was_not_possible_is_tried_by_itself()
    {
        var refused = Rows.Linked with { DesiredHash = Rows.HashB, Work = Dead(OrderReason.UpdateNotPossible) };
        Assert.Equal(WorkStep.None, Next(refused));
        Assert.Equal(WorkStep.UpdatePlatform, Next(refused with { Work = refused.Work.Resume(traceParent: null) }));
    }

    [Fact]
    public async Task Update_that_finds_the_order_as_told_is_done()
    {
        _platform.Answers(new PlatformAnswer.Existed(s_ids));
        Assert.Equal(Rows.HashB, Reached(await UpdateAsync()).PushedHash);
    }

    [Fact]
    public async Task Platform_that_takes_no_change_is_not_asked_for_one()
    {
        _platform.Capabilities = PlatformCapabilities.Cancel;
        Assert.Equal("Permanent update_not_possible ", Failed(await UpdateAsync()));
        Assert.Empty(_platform.Calls);
    }

    [Fact]
    public async Task Platform_that_can_neither_cancel_nor_note_a_refund_is_not_asked_to()
    {
        _platform.Capabilities = PlatformCapabilities.EveryChange;
        Assert.Equal("Permanent cancel_not_possible ", Failed(await CancelAsync()));
        Assert.Equal("Permanent refund_not_possible ", Failed(await RefundAsync()));
        Assert.Empty(_platform.Calls);
    }

    [Fact]
    public async Task Cancellation_and_refund_name_the_orders_currency()
    {
        _platform.Answers(new PlatformChange.Done()).Answers(new PlatformChange.Done());
        await CancelAsync();
        await RefundAsync();
        Assert.Equal(["cancel 92812948 USD", "refund 92812948 USD"], _platform.Calls);
    }

    private static WorkStep Next(OrderRow row) => OrderPlan.Next(row, ChargeWriteBack.Every);

    private static WorkItem Dead(string reason) => Rows.Linked.Work with { State = WorkState.Dead, Reason = reason };

    private static OrderRow UnknownSince(int seconds) =>
        Rows.Paid with
        {
            Work = Rows.Paid.Work with { Intent = WorkStep.Push, UnknownSince = Rows.Now.AddSeconds(seconds) },
        };

    private static OrderRow Reached(StepResult<OrderRow> result) =>
        Assert.IsType<StepResult<OrderRow>.Reached>(result).Row;

    private static string Failed(StepResult<OrderRow> result) =>
        Assert.IsType<StepResult<OrderRow>.Failed>(result).Failure.ToString();

    private static PendingDelivery Payload(string topic = "order/created", string status = "success") =>
        new OrderBuilder().WithStatus(status).Delivery(1, topic);

    private Task<StepResult<OrderRow>> PushCancelledAsync() =>
        _steps.PushAsync(
            _stores.Get("default"),
            UnknownSince(-60) with
            {
                Standing = OrderStanding.Cancelled,
            },
            Payload(status: "cancelled"),
            verifyFirst: true,
            Leases.At(Rows.Now),
            CancellationToken.None
        );

    private Task<StepResult<OrderRow>> PushAsync(
        OrderRow row,
        bool verifyFirst = false,
        string topic = "order/created"
    ) =>
        _steps.PushAsync(
            _stores.Get("default"),
            row,
            Payload(topic),
            verifyFirst,
            Leases.At(Rows.Now),
            CancellationToken.None
        );

    private Task<StepResult<OrderRow>> UpdateAsync() =>
        _steps.UpdateAsync(
            _stores.Get("default"),
            Rows.Linked with
            {
                DesiredHash = Rows.HashB,
                PushedHash = null,
                UpdateVersion = 4,
            },
            Payload(),
            CancellationToken.None
        );

    private Task<StepResult<OrderRow>> CancelAsync() =>
        _steps.CancelAsync(
            _stores.Get("default"),
            Rows.Linked with
            {
                Standing = OrderStanding.Cancelled,
            },
            Payload(),
            CancellationToken.None
        );

    private Task<StepResult<OrderRow>> RefundAsync() =>
        _steps.RefundAsync(
            _stores.Get("default"),
            Rows.Linked with
            {
                Standing = OrderStanding.Refunded,
            },
            Payload(),
            CancellationToken.None
        );
}
