using System.Net;
using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Orders;

public sealed class PlatformStepsTests : IDisposable
{
    private const string None = """{"orders":[]}""";
    private const string Ours =
        """{"orders":[{"id":"92812948","number":"101","reference":"recharge:default:534919106"}]}""";
    private const string Created = """{"id":"92812948","number":"101","reference":"recharge:default:534919106"}""";

    private readonly StubHandler _http = new();
    private readonly StoreRegistry _stores = StoreBuilder.Registry(store =>
        store.Platform.SettleTime = TimeSpan.FromSeconds(60)
    );
    private readonly PlatformSteps _steps;
    private DateTimeOffset? _restoredAt;

    public PlatformStepsTests() =>
        _steps = new PlatformSteps(
            TestPlatforms.Registry(_stores, _http),
            new GoLive(table: null!),
            _ => new(_restoredAt)
        );

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task First_attempt_creates_without_verifying()
    {
        _http.Answers(HttpStatusCode.Created, Created);
        var row = Reached(await PushAsync(Rows.Paid));
        Assert.Equal(("92812948", "101", Rows.Now), (row.PlatformOrderId, row.PlatformOrderNumber, row.PushedAt));
        Assert.Equal(row.DesiredHash, row.PushedHash);
        Assert.Equal("POST", Calls());
    }

    [Fact]
    public async Task Later_try_that_finds_our_order_creates_none()
    {
        _http.Answers(HttpStatusCode.OK, Ours);
        var row = Reached(
            await PushAsync(Rows.Paid with { DesiredHash = Rows.HashB, PushedHash = Rows.HashA }, verifyFirst: true)
        );
        Assert.Equal(("92812948", "101"), (row.PlatformOrderId, row.PlatformOrderNumber));
        Assert.Equal("GET", Calls());

        // It stems from an earlier payload, so that an update follows.
        Assert.Equal(Rows.HashA, row.PushedHash);
    }

    [Fact]
    public async Task Later_try_that_finds_nothing_creates()
    {
        _http.Answers(HttpStatusCode.OK, None).Answers(HttpStatusCode.Created, Created);
        Assert.Equal("92812948", Reached(await PushAsync(UnknownSince(-60), verifyFirst: true)).PlatformOrderId);
        Assert.Equal("GET POST", Calls());
    }

    [Fact]
    public async Task Create_that_may_still_come_true_is_looked_for_and_not_made_again()
    {
        _http.Answers(HttpStatusCode.OK, None);
        var early = Assert.IsType<StepResult<OrderRow>.TooEarly>(await PushAsync(UnknownSince(-20), verifyFirst: true));
        Assert.Equal((Rows.Now.AddSeconds(20), "GET"), (early.Until, Calls()));
    }

    [Fact]
    public async Task Create_that_came_true_late_is_found_before_the_settle_time_has_passed()
    {
        _http.Answers(HttpStatusCode.OK, Ours);
        Assert.Equal("92812948", Reached(await PushAsync(UnknownSince(-20), verifyFirst: true)).PlatformOrderId);
        Assert.Equal("GET", Calls());
    }

    [Fact]
    public async Task Create_is_made_again_once_the_settle_time_has_passed_and_a_look_has_found_nothing()
    {
        _http.Answers(HttpStatusCode.OK, None).Answers(HttpStatusCode.Created, Created);
        Reached(await PushAsync(UnknownSince(-60), verifyFirst: true));
        Assert.Equal("GET POST", Calls());
    }

    [Fact]
    public async Task Order_that_reconciliation_found_is_looked_up_before_it_is_created()
    {
        _http.Answers(HttpStatusCode.OK, None).Answers(HttpStatusCode.Created, Created);
        Reached(await PushAsync(Rows.Paid, topic: "order/reconciled"));
        Assert.Equal("GET POST", Calls());
    }

    [Fact]
    public async Task Order_that_is_there_though_we_never_tried_is_taken_over_and_brought_up_to_date()
    {
        _http.Answers(HttpStatusCode.OK, Ours);
        var row = Reached(await PushAsync(Rows.Paid, topic: "order/reconciled"));
        Assert.Equal(("92812948", null), (row.PlatformOrderId, row.PushedHash));
        Assert.Equal(
            WorkStep.UpdatePlatform,
            OrderPlan.Next(row with { OrderWrittenAt = Rows.Now }, ChargeWriteBack.Every)
        );
    }

    [Fact]
    public async Task Order_from_before_a_restore_is_only_looked_for_until_what_was_under_way_has_settled()
    {
        _restoredAt = Rows.Now.AddSeconds(1200);
        _http.Answers(HttpStatusCode.OK, None);
        Assert.IsType<StepResult<OrderRow>.TooEarly>(await PushAsync(Rows.Paid, now: Rows.Now.AddSeconds(1230)));

        _http.Answers(HttpStatusCode.OK, None).Answers(HttpStatusCode.Created, Created);
        Reached(await PushAsync(Rows.Paid, now: Rows.Now.AddSeconds(1260)));
        Assert.Equal("GET GET POST", Calls());
    }

    [Fact]
    public async Task Worker_that_slept_past_its_lease_between_look_and_create_creates_nothing()
    {
        var clock = new FakeTimeProvider(Rows.Now);
        _http.Answers(_ =>
        {
            clock.Advance(Leases.Duration);
            return Task.FromResult(new HttpResponseMessage { Content = new StringContent(None) });
        });
        var result = await _steps.PushAsync(
            _stores.Get("default"),
            UnknownSince(-600),
            new OrderBuilder().Delivery(1),
            verifyFirst: true,
            Leases.At(Rows.Now, clock),
            CancellationToken.None
        );
        Assert.Equal(("Transient lease_over ", "GET"), (Failed(result), Calls()));
    }

    [Theory]
    [InlineData(429, "Transient throttled 429")]
    [InlineData(500, "Ambiguous server_error 500")]
    [InlineData(404, "Transient wrong_address 404")]
    public async Task Look_that_fails_creates_nothing(int status, string expected)
    {
        _http.Answers((HttpStatusCode)status);
        Assert.Equal(expected, Failed(await PushAsync(Rows.Paid, verifyFirst: true)));
        Assert.Equal("GET", Calls());
    }

    [Fact]
    public async Task Reference_that_is_taken_leads_to_its_order()
    {
        _http.Answers(HttpStatusCode.Conflict).Answers(HttpStatusCode.OK, Ours);
        Assert.Equal("92812948", Reached(await PushAsync(Rows.Paid)).PlatformOrderId);
    }

    [Fact]
    public async Task Reference_that_is_taken_and_not_listed_is_looked_up_again_later()
    {
        _http.Answers(HttpStatusCode.Conflict).Answers(HttpStatusCode.OK, None);
        Assert.Equal("Ambiguous reference_taken ", Failed(await PushAsync(Rows.Paid)));
    }

    [Theory]
    [InlineData(200, "{}")]
    public async Task Cancelled_order_is_cancelled_on_the_platform(int status, string body)
    {
        _http.Answers((HttpStatusCode)status, body);
        Assert.Equal(OrderStanding.Cancelled, Reached(await CancelAsync()).PlatformStanding);
    }

    [Fact]
    public async Task Order_that_the_platform_no_longer_has_is_as_good_as_cancelled()
    {
        _http.Answers(HttpStatusCode.NotFound, "{}").Answers(HttpStatusCode.OK, None);
        Assert.Equal(OrderStanding.Cancelled, Reached(await CancelAsync()).PlatformStanding);
        Assert.Equal("POST GET", Calls());
    }

    [Fact]
    public async Task Platform_without_a_call_to_cancel_leaves_the_order_to_a_person()
    {
        _http.Answers(HttpStatusCode.NotFound, "{}").Answers(HttpStatusCode.OK, Ours);
        Assert.Equal("Permanent cancel_not_possible ", Failed(await CancelAsync()));
    }

    [Fact]
    public async Task Cancellation_that_the_platform_refuses_leaves_the_order_to_a_person_with_its_words()
    {
        _http.Answers(HttpStatusCode.Conflict, """{"detail":"The order has been shipped."}""");
        var failure = Assert.IsType<StepResult<OrderRow>.Failed>(await CancelAsync()).Failure;
        Assert.Equal(("cancel_not_possible", "The order has been shipped."), (failure.Reason, failure.Detail));
    }

    [Fact]
    public async Task Refund_that_the_platform_notes_is_not_told_again()
    {
        _http.Answers(HttpStatusCode.OK, "{}");
        var row = Rows.Linked with { Standing = OrderStanding.PartiallyRefunded, Refunded = 5 };
        var noted = Reached(await _steps.RefundAsync(_stores.Get("default"), row, payload: null, CancellationToken.None));
        Assert.Equal((OrderStanding.PartiallyRefunded, 5m), (noted.PlatformStanding, noted.PlatformRefunded));
    }

    [Fact]
    public async Task Order_that_is_created_refunded_in_part_needs_no_note()
    {
        _http.Answers(HttpStatusCode.Created, Created);
        var row = Rows.Paid with { Standing = OrderStanding.PartiallyRefunded, Refunded = 5 };
        Assert.Equal(WorkStep.WriteOrderIds, OrderPlan.Next(Reached(await PushAsync(row)), ChargeWriteBack.Every));
    }

    [Fact]
    public async Task Order_from_before_go_live_is_not_created()
    {
        var stores = StoreBuilder.Registry(store => store.NotBefore = Rows.Now.AddDays(1));
        using var platforms = TestPlatforms.Registry(stores, _http);
        var result = await new PlatformSteps(platforms, new GoLive(table: null!), _ => new(_restoredAt)).PushAsync(
            stores.Get("default"),
            Rows.Paid,
            new OrderBuilder().Delivery(1),
            verifyFirst: false,
            Leases.At(Rows.Now),
            CancellationToken.None
        );
        Assert.Equal(
            new Ending(WorkState.Ignored, "before_go_live"),
            Assert.IsType<StepResult<OrderRow>.Ended>(result).End
        );
        Assert.Empty(_http.Requests);
    }

    [Fact]
    public async Task Order_from_before_go_live_that_an_operator_lets_is_created()
    {
        _http.Answers(HttpStatusCode.Created, Created);
        var stores = StoreBuilder.Registry(store => store.NotBefore = Rows.Now.AddDays(1));
        using var platforms = TestPlatforms.Registry(stores, _http);
        var result = await new PlatformSteps(platforms, new GoLive(table: null!), _ => new(_restoredAt)).PushAsync(
            stores.Get("default"),
            Rows.Paid with
            {
                Released = true,
            },
            new OrderBuilder().Delivery(1),
            verifyFirst: false,
            Leases.At(Rows.Now),
            CancellationToken.None
        );
        Assert.Equal("92812948", Reached(result).PlatformOrderId);
    }

    [Fact]
    public async Task Intended_push_of_an_order_that_was_cancelled_meanwhile_creates_nothing()
    {
        _http.Answers(HttpStatusCode.OK, None);
        var row = Rows.Paid with { Standing = OrderStanding.Cancelled };
        Assert.Equal(row, Reached(await PushAsync(row, verifyFirst: true, new OrderBuilder().WithStatus("cancelled"))));
        Assert.Equal("GET", Calls());
    }

    [Fact]
    public async Task Intended_push_of_a_cancelled_order_that_exists_is_linked_all_the_same()
    {
        _http.Answers(HttpStatusCode.OK, Ours);
        Assert.Equal(
            "92812948",
            Reached(
                await PushAsync(Rows.Paid, verifyFirst: true, new OrderBuilder().WithStatus("cancelled"))
            ).PlatformOrderId
        );
    }

    [Fact]
    public async Task Intended_push_that_came_to_nothing_leaves_the_link_that_came_meanwhile_to_be_looked_up()
    {
        _http.Answers(HttpStatusCode.OK, None);
        var row = Reached(await PushAsync(Rows.Paid, verifyFirst: true, new OrderBuilder().WithExternalId("7")));
        Assert.Equal((false, null, "7"), (row.Adopted, row.PlatformOrderId, row.LinkedId));
        Assert.Equal("GET", Calls());
    }

    [Fact]
    public async Task Intended_push_that_created_an_order_besides_the_linked_one_is_a_dead_letter()
    {
        _http.Answers(HttpStatusCode.OK, Ours);
        Assert.Equal(
            "Permanent foreign_external_id ",
            Failed(await PushAsync(Rows.Paid, verifyFirst: true, new OrderBuilder().WithExternalId("7")))
        );
    }

    [Fact]
    public async Task Intended_push_whose_order_was_linked_by_hand_goes_on()
    {
        _http.Answers(HttpStatusCode.OK, Ours);
        Assert.False(
            Reached(
                await PushAsync(Rows.Paid, verifyFirst: true, new OrderBuilder().WithExternalId("92812948"))
            ).Adopted
        );
    }

    [Fact]
    public async Task Order_whose_payload_was_erased_is_read_from_Recharge_again()
    {
        var update = Reached(await WithoutPayloadAsync(Rows.Linked, WorkStep.UpdatePlatform));
        Assert.Equal(WorkStep.ReadOrder, OrderPlan.Next(update, ChargeWriteBack.Every));
        var push = Reached(await WithoutPayloadAsync(Rows.Paid, WorkStep.Push));
        Assert.Equal(WorkStep.ReadOrder, OrderPlan.Next(push, ChargeWriteBack.Every));
        Assert.Empty(_http.Requests);
    }

    [Theory]
    [InlineData(nameof(WorkStep.Push))]
    [InlineData(nameof(WorkStep.UpdatePlatform))]
    public async Task Order_whose_payload_Recharge_does_not_bring_back_is_a_dead_letter(string step) =>
        Assert.Equal(
            "Permanent payload_gone ",
            Failed(await WithoutPayloadAsync(Rows.Linked with { PayloadInboxId = null }, Enum.Parse<WorkStep>(step)))
        );

    [Fact]
    public async Task Push_in_doubt_is_looked_up_also_without_its_payload()
    {
        _http.Answers(HttpStatusCode.OK, Ours).Answers(HttpStatusCode.OK, """{"orders":[]}""");
        Assert.Equal(
            "92812948",
            Reached(await WithoutPayloadAsync(Rows.Paid, WorkStep.Push, verifyFirst: true)).PlatformOrderId
        );
        var notThere = Reached(await WithoutPayloadAsync(Rows.Paid, WorkStep.Push, verifyFirst: true));
        Assert.Equal(WorkStep.ReadOrder, OrderPlan.Next(notThere, ChargeWriteBack.Every));
    }

    [Theory]
    [InlineData(200, null)]
    [InlineData(409, "Transient conflict 409")]
    [InlineData(422, "Permanent refused 422")]
    [InlineData(503, "Ambiguous server_error 503")]
    public async Task Update_brings_the_platform_up_to_date_or_tells_why_not(int status, string? failure)
    {
        _http.Answers((HttpStatusCode)status, Created);
        var row = Rows.Linked with { DesiredHash = Rows.HashB };
        var result = await _steps.UpdateAsync(
            _stores.Get("default"),
            row,
            new OrderBuilder().Delivery(1),
            CancellationToken.None
        );
        Assert.Equal(failure, result is StepResult<OrderRow>.Failed failed ? failed.Failure.ToString() : null);
        Assert.Equal(
            failure is null ? Rows.HashB : Rows.HashA,
            result is StepResult<OrderRow>.Reached reached ? reached.Row.PushedHash : row.PushedHash
        );
    }

    [Fact]
    public async Task Order_that_the_platform_does_not_know_is_gone()
    {
        _http.Answers(HttpStatusCode.NotFound).Answers(HttpStatusCode.OK, None);
        Assert.Equal("Permanent platform_order_gone ", Failed(await UpdateAsync()));
        Assert.Equal("PATCH GET", Calls());
    }

    [Fact]
    public async Task Platform_that_cannot_be_found_has_lost_no_order()
    {
        _http.Answers(HttpStatusCode.NotFound).Answers(HttpStatusCode.NotFound);
        Assert.Equal("Transient wrong_address 404", Failed(await UpdateAsync()));
    }

    [Fact]
    public async Task Create_at_an_address_that_nobody_knows_is_tried_again()
    {
        _http.Answers(HttpStatusCode.NotFound);
        Assert.Equal("Transient wrong_address 404", Failed(await PushAsync(Rows.Paid)));
    }

    [Fact]
    public async Task Update_tells_its_version()
    {
        _http.Answers(HttpStatusCode.OK, Created);
        Reached(await UpdateAsync());
        Assert.Equal("4", Assert.Single(_http.Requests).Headers["Order-Version"]);
    }

    [Fact]
    public async Task Update_that_is_older_than_what_the_platform_has_is_sent_again_above_it_by_who_holds_the_lease()
    {
        _http.Answers(HttpStatusCode.PreconditionFailed, """{"version":9}""");
        var row = Reached(await UpdateAsync());
        Assert.Equal((9, null), (row.UpdateVersion, row.PushedHash));
        Assert.Equal(WorkStep.UpdatePlatform, OrderPlan.Next(row, ChargeWriteBack.Every));
    }

    [Fact]
    public async Task Platform_that_calls_an_update_old_and_has_no_later_one_is_asked_again_later()
    {
        _http.Answers(HttpStatusCode.PreconditionFailed, "{}");
        Assert.Equal("Transient update_outdated ", Failed(await UpdateAsync()));
    }

    private Task<StepResult<OrderRow>> UpdateAsync() =>
        _steps.UpdateAsync(
            _stores.Get("default"),
            Rows.Linked with
            {
                DesiredHash = Rows.HashB,
                PushedHash = null,
                UpdateVersion = 4,
            },
            new OrderBuilder().Delivery(1),
            CancellationToken.None
        );

    private static OrderRow UnknownSince(int seconds) =>
        Rows.Paid with
        {
            Work = Rows.Paid.Work with { Intent = WorkStep.Push, UnknownSince = Rows.Now.AddSeconds(seconds) },
        };

    private Task<StepResult<OrderRow>> PushAsync(
        OrderRow row,
        bool verifyFirst = false,
        OrderBuilder? payload = null,
        string topic = "order/created",
        DateTimeOffset? now = null
    ) =>
        _steps.PushAsync(
            _stores.Get("default"),
            row,
            (payload ?? new OrderBuilder()).Delivery(1, topic),
            verifyFirst,
            Leases.At(now ?? Rows.Now),
            CancellationToken.None
        );

    private string Calls() => string.Join(' ', _http.Requests.Select(request => request.Line.Split(' ')[0]));

    private static OrderRow Reached(StepResult<OrderRow> result) =>
        Assert.IsType<StepResult<OrderRow>.Reached>(result).Row;

    private static string Failed(StepResult<OrderRow> result) =>
        Assert.IsType<StepResult<OrderRow>.Failed>(result).Failure.ToString();

    private Task<StepResult<OrderRow>> CancelAsync() =>
        _steps.CancelAsync(
            _stores.Get("default"),
            Rows.Linked with
            {
                Standing = OrderStanding.Cancelled,
            },
            payload: null,
            CancellationToken.None
        );

    private Task<StepResult<OrderRow>> WithoutPayloadAsync(OrderRow row, WorkStep step, bool verifyFirst = false)
    {
        var store = _stores.Get("default");
        return step == WorkStep.Push
            ? _steps.PushAsync(store, row, payload: null, verifyFirst, Leases.At(Rows.Now), CancellationToken.None)
            : _steps.UpdateAsync(store, row, payload: null, CancellationToken.None);
    }
}
