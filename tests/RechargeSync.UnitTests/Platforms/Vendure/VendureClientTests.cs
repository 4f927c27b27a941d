using System.Net;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms.Vendure;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms.Vendure;

public sealed class VendureClientTests
{
    private const string Forbidden = """{"errors":[{"message":"no","extensions":{"code":"FORBIDDEN"}}],"data":null}""";

    private static readonly VendureOptions s_options = new()
    {
        Username = "a",
        Password = "b",
        ChannelToken = "channel",
    };

    [Fact]
    public async Task The_session_is_kept_and_each_call_names_currency_and_channel()
    {
        var shop = LoggedIn(new StubHandler())
            .Answers(HttpStatusCode.OK, "{\"data\":{}}")
            .Answers(HttpStatusCode.OK, "{\"data\":{}}");
        using var client = Client(shop);

        await client.SendAsync(new VendureCall("{a}", Currency: "JPY"), default);
        await client.SendAsync(new VendureCall("{a}"), default);

        Assert.Equal(
            [
                "POST http://platform.test/admin-api",
                "POST http://platform.test/admin-api?currencyCode=JPY",
                "POST http://platform.test/admin-api",
            ],
            shop.Requests.Select(request => request.Line).ToList()
        );
        Assert.All(shop.Requests.Skip(1), request => Assert.Equal("Bearer token-1", request.Headers["Authorization"]));
        Assert.All(shop.Requests, request => Assert.Equal("channel", request.Headers["vendure-token"]));
    }

    [Fact]
    public async Task A_call_under_a_session_that_has_ended_is_sent_again_under_a_new_one()
    {
        var shop = LoggedIn(new StubHandler())
            .Answers(HttpStatusCode.OK, Forbidden)
            .Answers(HttpStatusCode.OK, Forbidden);
        LoggedIn(shop, "token-2").Answers(HttpStatusCode.OK, "{\"data\":{}}");
        using var client = Client(shop);

        var answer = await client.SendAsync(new VendureCall("{a}"), default);

        Assert.Null(answer.Failure);
        Assert.Equal("Bearer token-2", shop.Requests[^1].Headers["Authorization"]);
    }

    [Fact]
    public async Task What_the_administrator_may_not_do_is_not_sent_again()
    {
        var shop = LoggedIn(new StubHandler())
            .Answers(HttpStatusCode.OK, Forbidden)
            .Answers(HttpStatusCode.OK, "{\"data\":{\"me\":{\"id\":\"2\"}}}");
        using var client = Client(shop);

        var answer = await client.SendAsync(new VendureCall("{a}"), default);

        Assert.Equal(CallFailureKind.Configuration, answer.Failure!.Kind);
        Assert.Equal(3, shop.Requests.Count);
    }

    [Fact]
    public async Task A_password_that_is_refused_is_a_matter_of_configuration()
    {
        var shop = new StubHandler().Answers(
            HttpStatusCode.OK,
            """{"data":{"login":{"errorCode":"INVALID_CREDENTIALS_ERROR","message":"no"}}}"""
        );
        using var client = Client(shop);

        var answer = await client.SendAsync(new VendureCall("{a}"), default);

        Assert.Equal(CallFailureKind.Configuration, answer.Failure!.Kind);
        Assert.Single(shop.Requests);
    }

    [Fact]
    public async Task A_shop_that_gives_no_token_is_told_which_setting_it_lacks()
    {
        using var client = Client(new StubHandler().Answers(HttpStatusCode.OK, """{"data":{"login":{}}}"""));

        var answer = await client.SendAsync(new VendureCall("{a}"), default);

        Assert.Contains("tokenMethod", answer.Failure!.Detail!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_api_key_needs_no_session()
    {
        var shop = new StubHandler().Answers(HttpStatusCode.OK, "{\"data\":{}}");
        using var client = Client(shop, new VendureOptions(), "key");

        await client.SendAsync(new VendureCall("{a}"), default);

        Assert.Equal("key", Assert.Single(shop.Requests).Headers["vendure-api-key"]);
    }

    [Fact]
    public async Task A_body_that_the_shop_would_not_take_is_not_sent()
    {
        var shop = new StubHandler();
        using var client = Client(shop);
        var variables = new System.Text.Json.Nodes.JsonObject { ["note"] = new string('ü', VendureCall.MaxBody / 2) };

        var answer = await client.SendAsync(new VendureCall("{a}", variables), default);

        Assert.Equal(
            (CallFailureKind.Permanent, PlatformReason.TooLarge),
            (answer.Failure!.Kind, answer.Failure.Reason)
        );
        Assert.Empty(shop.Requests);
    }

    private static StubHandler LoggedIn(StubHandler shop, string token = "token-1") =>
        shop.Answers(
            HttpStatusCode.OK,
            """{"data":{"login":{"__typename":"CurrentUser"}}}""",
            response => response.Headers.Add("vendure-auth-token", token)
        );

    private static VendureClient Client(StubHandler shop, VendureOptions? options = null, string apiKey = "")
    {
        var connection = TestPlatforms.Connection(apiKey: apiKey);
        return new VendureClient(
            connection,
            new PlatformHttp(connection, shop, TimeProvider.System),
            options ?? s_options
        );
    }
}
