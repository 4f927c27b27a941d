using System.Net;
using RechargeSync.Core.Orders;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms.Medusa;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms.Medusa;

/// <summary>By which way orders go to a shop whose route comes and goes.</summary>
public sealed class MedusaModeTests : IDisposable
{
    private const string Route = "/admin/recharge-orders";
    private const string ByRoute = $"{Route}?reference=recharge%3Adefault%3A534919106";
    private const string Version = """{"version":1}""";

    // Medusa answers a call that it does not have with a page.
    private const string NoSuchCall = "<pre>Cannot GET /admin/recharge-orders</pre>";

    private const string NoOrder = """{"type":"not_found","message":"No order has the reference."}""";
    private const string NoDrafts = """{"draft_orders":[]}""";
    private const string NoOrders = """{"orders":[]}""";

    private static readonly OutgoingOrder s_order = PlatformOrderMapper.Map("default", new OrderBuilder().Read());

    private readonly StubHandler _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task Route_is_asked_for_once()
    {
        var platform = Platform(MedusaMode.Auto);
        _http
            .Answers(HttpStatusCode.OK, Version)
            .Answers(HttpStatusCode.NotFound, NoOrder)
            .Answers(HttpStatusCode.NotFound, NoOrder);

        Assert.IsType<PlatformAnswer.NotFound>(await platform.FindAsync(Orders.Reference, CancellationToken.None));
        Assert.IsType<PlatformAnswer.NotFound>(await platform.FindAsync(Orders.Reference, CancellationToken.None));
        Assert.Equal([Route, ByRoute, ByRoute], Asked());
    }

    [Fact]
    public async Task Shop_whose_route_is_gone_is_asked_anew_and_orders_go_by_the_admin_api()
    {
        var platform = Platform(MedusaMode.Auto);
        _http
            .Answers(HttpStatusCode.OK, Version)
            .Answers(HttpStatusCode.NotFound, NoSuchCall)
            .Answers(HttpStatusCode.NotFound, NoSuchCall)
            .Answers(HttpStatusCode.OK, NoDrafts)
            .Answers(HttpStatusCode.OK, NoOrders);

        var lost = Assert.IsType<PlatformAnswer.Failed>(await platform.FindAsync(Orders.Reference, CancellationToken.None));
        Assert.Equal(CallFailureKind.Configuration, lost.Failure.Kind);
        Assert.IsType<PlatformAnswer.NotFound>(await platform.FindAsync(Orders.Reference, CancellationToken.None));
        Assert.Equal([Route, ByRoute, Route, "/admin/draft-orders", "/admin/orders"], Asked());
    }

    [Fact]
    public async Task Route_that_is_gone_when_an_order_is_placed_is_asked_for_anew_too()
    {
        var platform = Platform(MedusaMode.Auto);
        _http
            .Answers(HttpStatusCode.OK, Version)
            .Answers(HttpStatusCode.NotFound, NoSuchCall)
            .Answers(HttpStatusCode.OK, Version)
            .Answers(HttpStatusCode.NotFound, NoOrder);

        var lost = Assert.IsType<PlatformAnswer.Failed>(await platform.CreateAsync(s_order, CancellationToken.None));
        Assert.Equal(CallFailureKind.Configuration, lost.Failure.Kind);
        Assert.IsType<PlatformAnswer.NotFound>(await platform.FindAsync(Orders.Reference, CancellationToken.None));
        Assert.Equal([Route, Route, Route, ByRoute], Asked());
    }

    [Fact]
    public async Task Shop_that_is_to_have_the_route_is_never_asked_whether_it_does()
    {
        var platform = Platform(MedusaMode.Route);
        _http.Answers(HttpStatusCode.NotFound, NoSuchCall).Answers(HttpStatusCode.NotFound, NoSuchCall);

        Assert.IsType<PlatformAnswer.Failed>(await platform.FindAsync(Orders.Reference, CancellationToken.None));
        Assert.IsType<PlatformAnswer.Failed>(await platform.FindAsync(Orders.Reference, CancellationToken.None));
        Assert.Equal([ByRoute, ByRoute], Asked());
    }

    // The parameters of the lists are another test's.
    private string[] Asked() =>
        [
            .. _http
                .Requests.Select(request => new Uri(request.Line.Split(' ')[1]))
                .Select(uri => uri.AbsolutePath == Route ? uri.PathAndQuery : uri.AbsolutePath),
        ];

    private MedusaPlatform Platform(MedusaMode mode)
    {
        var connection = TestPlatforms.Connection(apiKey: "sk_1");
        var options = new MedusaOptions
        {
            Mode = mode,
            SalesChannelId = "sc_1",
            Currencies = Orders.Options.Currencies,
        };
        return new MedusaPlatform(connection, new PlatformHttp(connection, _http, TimeProvider.System), options);
    }
}
