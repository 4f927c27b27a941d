using System.Net;
using Acme.Platform;
using RechargeSync.Core.Orders;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms;

/// <summary>The adapter of samples/adapter, which shows what the contract asks of a merchant.</summary>
public sealed class SampleAdapterTests : IDisposable
{
    private const string Order = """{"id":"A-7","number":"7"}""";

    private static readonly OutgoingOrder s_order = PlatformOrderMapper.Map("default", new OrderBuilder().Read());

    private readonly StubHandler _http = new();
    private readonly IOrderPlatform _acme;

    public SampleAdapterTests()
    {
        var connection = TestPlatforms.Connection(apiKey: "key");
        var http = new PlatformHttp(connection, _http, TimeProvider.System);
        _acme = new AcmePlatform(http, connection, new AcmeOptions { Warehouse = "north" });
    }

    public void Dispose() => _http.Dispose();

    [Theory]
    [InlineData(201, typeof(PlatformAnswer.Made))]
    [InlineData(200, typeof(PlatformAnswer.Existed))]
    public async Task Order_is_put_under_its_reference(int status, Type answer)
    {
        _http.Answers((HttpStatusCode)status, Order);
        Assert.IsType(answer, await _acme.CreateAsync(s_order, CancellationToken.None));
        var put = Assert.Single(_http.Requests);
        Assert.Equal("PUT http://platform.test/orders/by-reference/recharge%3Adefault%3A534919106", put.Line);
        Assert.Contains("\"price\":24.30", put.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no_stock", "OutOfStock out_of_stock 422", Blame.Order)]
    [InlineData("unknown_warehouse", "Configuration configuration 422", Blame.Side)]
    [InlineData("anything", "Permanent refused 422", Blame.Order)]
    public async Task Refusal_is_judged_by_Acmes_own_words(string code, string expected, Blame blame)
    {
        _http.Answers(HttpStatusCode.UnprocessableEntity, $$"""{"code":"{{code}}","text":"words"}""");
        var failure = Failure(await _acme.CreateAsync(s_order, CancellationToken.None));
        Assert.Equal((expected, blame), (failure.ToString(), failure.Blame));
    }

    [Fact]
    public async Task Line_that_names_nothing_is_refused_without_a_call()
    {
        var order = PlatformOrderMapper.Map(
            "default",
            new OrderBuilder().With("line_items", """[{"title":"Mug","quantity":1}]""").Read()
        );
        Assert.Equal(
            ("unknown_variant", "'Mug' has no SKU"),
            (
                Failure(await _acme.CreateAsync(order, CancellationToken.None)).Reason,
                Failure(await _acme.CreateAsync(order, CancellationToken.None)).Detail
            )
        );
    }

    [Theory]
    [InlineData(200, typeof(PlatformAnswer.Existed))]
    [InlineData(404, typeof(PlatformAnswer.NotFound))]
    [InlineData(409, typeof(PlatformAnswer.NotCarried))]
    public async Task Update_is_done_or_says_why_not(int status, Type answer)
    {
        _http.Answers((HttpStatusCode)status, Order);
        Assert.IsType(
            answer,
            await _acme.UpdateAsync("A-7", new PlatformUpdate(s_order, 1), CancellationToken.None)
        );
    }

    [Theory]
    [InlineData(200, "ok ok")]
    [InlineData(404, "ok failed")]
    [InlineData(401, "failed")]
    public async Task Check_tells_of_the_key_and_of_the_warehouse(int status, string expected)
    {
        _http.Answers((HttpStatusCode)status, "{}");
        var findings = await _acme.CheckAsync(CancellationToken.None);
        Assert.Equal(expected, string.Join(' ', findings.Select(found => found.Severity)), ignoreCase: true);
    }

    [Fact]
    public async Task What_Acme_cannot_do_needs_no_line_of_code()
    {
        Assert.IsType<PlatformChange.NotFound>(
            await _acme.RefundAsync("A-7", new PlatformRefund(IsWhole: true, Amount: 1), CancellationToken.None)
        );
        Assert.Null(await _acme.ClearCartAsync(new PlatformCart("c", "USD"), CancellationToken.None));
        Assert.Empty(_http.Requests);
    }

    [Fact]
    public void Adapter_stays_below_150_lines() =>
        Assert.InRange(
            File.ReadLines(Path.Combine(Root(), "samples", "adapter", "AcmePlatform.cs")).Count(),
            1,
            149
        );

    private static CallFailure Failure(PlatformAnswer answer) =>
        Assert.IsType<PlatformAnswer.Failed>(answer).Failure;

    private static string Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "RechargeSync.sln")))
        {
            directory = directory.Parent ?? throw new InvalidOperationException("The tests run in no checkout.");
        }

        return directory.FullName;
    }
}
