using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging.Abstractions;
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
        Assert.Equal(new ApiKey("vera", "viewer", Hash), Keys(options).Find("secret"));
        Assert.Equal(new ApiKey("olga", "operator", Hash), Keys(Olga()).Find("secret"));
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
    public void Key_is_known_by_name_as_long_as_its_hash_is_the_same()
    {
        Assert.NotNull(Keys(Olga()).Find("olga", Hash));
        Assert.Null(Keys(Olga()).Find("olga", new string('0', 64)));
        Assert.Null(Keys(Olga()).Find("vera", Hash));
    }

    [Theory]
    [InlineData("127.0.0.1", "127.0.0.1", true)]
    [InlineData("127.0.0.1", "127.0.0.2", false)]
    [InlineData("2001:db8::1", "2001:db8::2", true)]
    [InlineData("2001:db8::1", "2001:db8:0:1::1", false)]
    public void Source_that_has_sent_many_wrong_keys_has_to_wait_and_others_do_not(
        string sender,
        string next,
        bool isSameSource
    )
    {
        var clock = new FakeTimeProvider();
        var wrong = new WrongKeys(clock, NullLogger<WrongKeys>.Instance);
        for (var i = 0; i < WrongKeys.Most; i++)
        {
            Assert.Null(wrong.Add(IPAddress.Parse(sender)));
        }

        Assert.Equal(isSameSource, wrong.Add(IPAddress.Parse(next)) is not null);
        clock.Advance(WrongKeys.Window);
        Assert.Null(wrong.Add(IPAddress.Parse(sender)));
    }

    [Fact]
    public void Wrong_keys_from_everywhere_have_to_wait_together()
    {
        var wrong = new WrongKeys(new FakeTimeProvider(), NullLogger<WrongKeys>.Instance);
        for (var i = 0; i < WrongKeys.MostOfAll; i++)
        {
            Assert.Null(wrong.Add(new IPAddress(i + 1)));
        }

        Assert.NotNull(wrong.Add(IPAddress.Loopback));
    }

    [Theory]
    [InlineData("192.0.2.1", "198.51.100.7", "192.0.2.1")]
    [InlineData("10.1.0.1", "", "10.1.0.1")]
    [InlineData("10.1.0.1", "198.51.100.7", "198.51.100.7")]
    [InlineData("10.1.0.1", "203.0.113.9, 198.51.100.7", "198.51.100.7")]
    [InlineData("10.1.0.1", "198.51.100.7, 10.1.0.2", "198.51.100.7")]
    [InlineData("10.1.0.1", "nonsense", "10.1.0.1")]
    public void Address_of_a_caller_is_the_one_that_our_own_proxies_name(string peer, string forwarded, string address)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(peer);
        context.Request.Headers["X-Forwarded-For"] = forwarded;
        var options = new AdminOptions { Proxy = new AdminProxyOptions { KnownNetworks = { "10.1.0.0/16" } } };
        Assert.Equal(IPAddress.Parse(address), new CallerAddress(Options.Create(options)).Of(context));
    }

    [Theory]
    [InlineData("Accept", true)]
    [InlineData("Forwarded", false)]
    [InlineData("Via", false)]
    [InlineData("X-Real-IP", false)]
    [InlineData("X-Forwarded-For", false)]
    [InlineData("X-Forwarded-Host", false)]
    [InlineData("CF-Connecting-IP", false)]
    [InlineData("Tailscale-User-Login", false)]
    public void Developer_is_not_believed_in_what_a_proxy_has_touched(string header, bool isDeveloper)
    {
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Loopback;
        context.Request.Host = new HostString("localhost", 5104);
        context.Request.Headers[header] = "x";
        var development = new DevelopmentIdentity(
            Options.Create(new AdminOptions()),
            new HostingEnvironment { EnvironmentName = Environments.Development }
        );
        Assert.Equal(isDeveloper, development.Read(context) is not null);
    }

    [Fact]
    public void Person_whom_a_proxy_names_is_recorded_as_such_even_when_called_like_a_key()
    {
        Assert.Equal("olga (proxy)", new AdminCaller("olga", "operator", AdminCaller.ByProxy).RecordedName);
        Assert.Equal("olga", new AdminCaller("olga", "operator", "key").RecordedName);
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
        var proxy = Proxy(
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
        );
        var context = new DefaultHttpContext();
        context.Connection.RemoteIpAddress = IPAddress.Parse(from);
        context.Request.Headers["X-User"] = name;
        Assert.Equal(role, proxy.Read(context)?.Role);
    }

    [Fact]
    public void Two_headers_of_a_proxy_are_one_too_many()
    {
        var proxy = Proxy(
            new AdminOptions
            {
                Proxy = new AdminProxyOptions
                {
                    Header = "X-User",
                    KnownNetworks = { "0.0.0.0/0" },
                    Viewers = { "*" },
                },
            }
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
                "far more than your proxies",
                new AdminOptions { Proxy = new AdminProxyOptions { KnownNetworks = { "0.0.0.0/0" } } }
            },
            {
                "far more than your proxies",
                new AdminOptions { Proxy = new AdminProxyOptions { KnownNetworks = { "::/0" } } }
            },
            {
                "no name of a key",
                new AdminOptions { Keys = { ["olga (proxy)"] = new AdminKeyOptions { Hash = Hash } } }
            },
            {
                "SessionLifetime",
                new AdminOptions { SessionLifetime = TimeSpan.FromHours(13) }
            },
            {
                "CallsPerSecond",
                new AdminOptions { CallsPerSecond = 0 }
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

    private static ProxyIdentity Proxy(AdminOptions options) =>
        new(Options.Create(options), new CallerAddress(Options.Create(options)));

    private static ApiKeys Keys(AdminOptions options) => new(Options.Create(options));
}
