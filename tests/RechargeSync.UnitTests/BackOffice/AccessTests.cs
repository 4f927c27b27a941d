using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RechargeSync.Console.Access;
using RechargeSync.Console.Hosting;

namespace RechargeSync.UnitTests.BackOffice;

/// <summary>Who is let in, decided by pure parts.</summary>
public sealed class AccessTests
{
    private const string Hash = "2bb80d537b1da3e38bd30361aa855686bde0eacd7162fef6a25fe97bf527a25b"; // SHA-256 of "secret"

    [Fact]
    public void Key_is_known_by_its_hash_and_means_a_viewer_unless_it_says_operator()
    {
        var options = new AdminOptions { Keys = { ["vera"] = new AdminKeyOptions { Hash = Hash } } };
        Assert.Equal(("vera", "viewer"), Keys(options).Find("secret"));
        Assert.Equal(("olga", "operator"), Keys(Olga()).Find("secret"));
        Assert.Null(Keys(options).Find(Hash));
    }

    [Theory]
    [InlineData("/orders?state=dead", "/orders?state=dead")]
    [InlineData("//evil.test/", "/")]
    [InlineData("/\\evil.test", "/")]
    [InlineData("https://evil.test", "/")]
    [InlineData("/a\r\nSet-Cookie: x", "/")]
    [InlineData("/sign-in?returnUrl=/sign-in", "/")]
    [InlineData(null, "/")]
    public void Way_back_after_the_sign_in_stays_with_us(string? asked, string way) =>
        Assert.Equal(way, AdminPaths.Local(asked));

    [Fact]
    public void Too_many_wrong_keys_close_the_door_for_a_while()
    {
        var clock = new FakeTimeProvider();
        var failures = new WrongKeys(clock);
        for (var i = 0; i < WrongKeys.Most; i++)
        {
            Assert.Null(failures.Wait(IPAddress.Loopback));
            failures.Add(IPAddress.Loopback);
        }

        Assert.NotNull(failures.Wait(IPAddress.Loopback));
        Assert.Null(failures.Wait(IPAddress.IPv6Loopback));
        clock.Advance(WrongKeys.Window);
        Assert.Null(failures.Wait(IPAddress.Loopback));
    }

    [Theory]
    [InlineData("10.1.2.3", "olga@shop.test", "operator")]
    [InlineData("::ffff:10.1.2.3", "OLGA@shop.test", "operator")]
    [InlineData("10.1.2.3", "vera@shop.test", "viewer")]
    [InlineData("192.0.2.1", "olga@shop.test", null)]
    [InlineData("10.1.2.3", "vera@shop.test,olga@shop.test", null)]
    [InlineData("10.1.2.3", "", null)]
    public void Header_of_a_proxy_counts_from_the_proxy_alone(string from, string name, string? role)
    {
        var proxy = new ProxyIdentity(
            Options.Create(
                new AdminOptions
                {
                    Proxy = new AdminProxyOptions
                    {
                        Header = "X-User",
                        KnownNetworks = { "10.1.0.0/16" },
                        Operators = { "olga@shop.test" },
                        Viewers = { "*" },
                    },
                }
            )
        );
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Request.Headers["X-User"] = name;
        Assert.Equal(role, proxy.Read(context)?.Role);
    }

    [Fact]
    public void Two_headers_of_a_proxy_are_one_too_many()
    {
        var proxy = new ProxyIdentity(
            Options.Create(
                new AdminOptions
                {
                    Proxy = new AdminProxyOptions
                    {
                        Header = "X-User",
                        KnownNetworks = { "0.0.0.0/0" },
                        Viewers = { "*" },
                    },
                }
            )
        );
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Headers.Append("X-User", "vera");
        context.Request.Headers.Append("X-User", "olga");
        Assert.Null(proxy.Read(context));
    }

    [Fact]
    public void Host_that_must_know_its_callers_is_not_started_without_a_way()
    {
        Assert.True(new AdminOptionsValidation(required: true).Validate(null, new AdminOptions()).Failed);
        Assert.False(new AdminOptionsValidation(required: false).Validate(null, new AdminOptions()).Failed);
        Assert.False(new AdminOptionsValidation(required: true).Validate(null, Olga()).Failed);
    }

    public static TheoryData<string, AdminOptions> Wrong =>
        new()
        {
            {
                "Keys:a:Hash",
                new AdminOptions { Keys = { ["a"] = new AdminKeyOptions { Hash = "secret" } } }
            },
            {
                "Keys:a:Hash",
                new AdminOptions { Keys = { ["a"] = new AdminKeyOptions { Hash = Hash.ToUpperInvariant() } } }
            },
            {
                "Keys:a:Role",
                new AdminOptions
                {
                    Keys =
                    {
                        ["a"] = new AdminKeyOptions { Hash = Hash, Role = "root" },
                    },
                }
            },
            {
                "KnownNetworks is required",
                new AdminOptions
                {
                    Proxy = new AdminProxyOptions { Header = "X-User", Viewers = { "*" } },
                }
            },
            {
                "no network",
                new AdminOptions
                {
                    Proxy = new AdminProxyOptions
                    {
                        Header = "X-User",
                        Viewers = { "*" },
                        KnownNetworks = { "everywhere" },
                    },
                }
            },
            {
                "lets nobody in",
                new AdminOptions
                {
                    Proxy = new AdminProxyOptions { Header = "X-User", KnownNetworks = { "10.0.0.0/8" } },
                }
            },
            {
                "TraceUrl",
                new AdminOptions { TraceUrl = "javascript:{traceId}" }
            },
        };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_options_are_named(string problem, AdminOptions options) =>
        Assert.Contains(
            problem,
            new AdminOptionsValidation(required: false).Validate(null, options).FailureMessage,
            StringComparison.Ordinal
        );

    private static AdminOptions Olga() =>
        new()
        {
            Keys =
            {
                ["olga"] = new AdminKeyOptions { Hash = Hash, Role = "operator" },
            },
        };

    private static ApiKeys Keys(AdminOptions options) => new(Options.Create(options));
}
