using System.Net;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.IntegrationTests.Testing;
using RechargeSync.Testing;
using StackExchange.Redis;

namespace RechargeSync.IntegrationTests.Work;

[Collection(UsesServers.Name)]
public sealed class WriteBackStepsTests(Servers servers) : IAsyncLifetime, IDisposable
{
    private static readonly DateTimeOffset s_now = new(2026, 3, 2, 14, 15, 40, TimeSpan.Zero);
    private static readonly string s_charge = Encoding.UTF8.GetString(Sample.Bytes(Sample.Charge202111));

    private static readonly OrderRow s_row = new()
    {
        Store = "default",
        OrderId = 534919106,
        Status = "success",
        IsPrepaid = true,
        ChargeId = 580825303,
        AddressId = 46453225,
        PlatformOrderId = "92812948",
        PlatformOrderNumber = "101",
    };

    private readonly StubHandler _http = new();
    private ConnectionMultiplexer _redis = null!;
    private WriteBackSteps _steps = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await servers.ConnectRedisAsync();
        _steps = new WriteBackSteps(
            RechargeSide.Client(_http, RechargeSide.Limiter(_redis), _redis),
            NullLogger<WriteBackSteps>.Instance
        );
    }

    public ValueTask DisposeAsync()
    {
        _redis.Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task First_try_writes_without_reading()
    {
        _http.Answers(HttpStatusCode.OK, Order("92812948"));
        Assert.Equal(s_now, Reached(await WriteOrderAsync()).OrderWrittenAt);
        Assert.Equal("PUT", Calls());
    }

    [Theory]
    [InlineData("92812948", "GET")]
    [InlineData(null, "GET PUT")]
    public async Task Later_try_writes_only_what_is_not_written(string? found, string calls)
    {
        _http.Answers(HttpStatusCode.OK, Order(found)).Answers(HttpStatusCode.OK, Order("92812948"));
        Assert.Equal(s_now, Reached(await WriteOrderAsync(verifyFirst: true)).OrderWrittenAt);
        Assert.Equal(calls, Calls());
    }

    [Fact]
    public async Task Foreign_id_is_never_overwritten()
    {
        _http.Answers(HttpStatusCode.OK, Order("7"));
        Assert.Equal("Permanent foreign_external_id ", Failed(await WriteOrderAsync(verifyFirst: true)));
        Assert.Equal("GET", Calls());
    }

    [Theory]
    [InlineData(404)]
    [InlineData(405)]
    [InlineData(410)]
    [InlineData(422)]
    public async Task Charge_that_cannot_be_written_is_a_warning(int status)
    {
        _http.Answers((HttpStatusCode)status);
        var row = Reached(await WriteChargeAsync());
        Assert.Null(row.ChargeWrittenAt);
        Assert.Contains($"{status}", row.ChargeWarning!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Charge_that_is_locked_is_tried_again()
    {
        _http.Answers(HttpStatusCode.Conflict);
        Assert.Equal("Transient locked 409", Failed(await WriteChargeAsync()));
    }

    [Fact]
    public async Task Later_try_leaves_a_charge_that_has_our_id()
    {
        _http.Answers(
            HttpStatusCode.OK,
            s_charge.Replace(
                "\"external_order_id\": {\"ecommerce\": null}",
                "\"external_order_id\": \"92812948\"",
                StringComparison.Ordinal
            )
        );
        Assert.Equal(s_now, Reached(await WriteChargeAsync(verifyFirst: true)).ChargeWrittenAt);
        Assert.Equal("GET", Calls());
    }

    [Theory]
    [InlineData(534919106, 534919107, "GET PUT", true)]
    [InlineData(534919107, 534919106, "GET", false)]
    public async Task First_order_of_a_charge_alone_writes_it_where_that_is_chosen(
        long first,
        long second,
        string calls,
        bool written
    )
    {
        var orders =
            $$"""{"orders":[{"id":{{second}},"scheduled_at":"2026-04-02T04:00:00Z"},{"id":{{first}},"scheduled_at":"2026-03-02T05:00:00Z"}]}""";
        _http.Answers(HttpStatusCode.OK, orders).Answers(HttpStatusCode.OK, s_charge);
        var row = Reached(await WriteChargeAsync(charge: ChargeWriteBack.FirstOnly));
        Assert.Equal(
            (calls, written, !written),
            (Calls(), row.ChargeWrittenAt is not null, row.ChargeWarning is not null)
        );
        Assert.Equal("GET http://recharge.test/orders?charge_id=580825303&limit=250", _http.Requests[0].Line);
    }

    [Fact]
    public async Task Orders_of_a_charge_that_cannot_be_listed_are_a_warning()
    {
        _http.Answers(HttpStatusCode.NotFound);
        Assert.NotNull(Reached(await WriteChargeAsync(charge: ChargeWriteBack.FirstOnly)).ChargeWarning);
    }

    [Theory]
    [InlineData("3", true)]
    [InlineData("1", false)]
    [InlineData("0", false)]
    [InlineData("null", false)]
    public async Task Charge_tells_whether_its_orders_are_prepaid(string count, bool prepaid)
    {
        _http.Answers(
            HttpStatusCode.OK,
            s_charge.Replace("\"orders_count\": 3", $"\"orders_count\": {count}", StringComparison.Ordinal)
        );
        Assert.Equal(
            prepaid,
            Reached(
                await _steps.ReadChargeAsync(
                    Store(),
                    s_row with
                    {
                        IsPrepaid = null,
                    },
                    CallPriority.Live,
                    CancellationToken.None
                )
            ).IsPrepaid
        );
    }

    [Fact]
    public async Task Charge_that_recharge_no_longer_serves_is_a_warning()
    {
        _http.Answers(HttpStatusCode.NotFound);
        Assert.Equal(
            "not_found 404",
            Reached(
                await _steps.ReadChargeAsync(Store(), s_row, CallPriority.Live, CancellationToken.None)
            ).ChargeWarning
        );
    }

    private Task<StepResult<OrderRow>> WriteOrderAsync(bool verifyFirst = false) =>
        _steps.WriteOrderIdsAsync(Store(), s_row, verifyFirst, CallPriority.Live, s_now, CancellationToken.None);

    private Task<StepResult<OrderRow>> WriteChargeAsync(
        bool verifyFirst = false,
        ChargeWriteBack charge = ChargeWriteBack.Every
    ) => _steps.WriteChargeIdAsync(Store(charge), s_row, verifyFirst, CallPriority.Live, s_now, CancellationToken.None);

    private static Store Store(ChargeWriteBack charge = ChargeWriteBack.Every) =>
        StoreBuilder.Registry(store => store.ChargeWriteBack = charge).Get("default");

    private static string Order(string? id) =>
        Encoding.UTF8.GetString(id is null ? new OrderBuilder().Body() : new OrderBuilder().WithExternalId(id).Body());

    private string Calls() => string.Join(' ', _http.Requests.Select(request => request.Line.Split(' ')[0]));

    private static OrderRow Reached(StepResult<OrderRow> result) =>
        Assert.IsType<StepResult<OrderRow>.Reached>(result).Row;

    private static string Failed(StepResult<OrderRow> result) =>
        Assert.IsType<StepResult<OrderRow>.Failed>(result).Failure.ToString();
}
