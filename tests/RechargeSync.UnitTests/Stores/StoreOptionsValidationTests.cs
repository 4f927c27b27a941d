using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Http;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Stores;

public sealed class StoreOptionsValidationTests
{
    private static readonly CaseTable<(Action<StoreOptions> Change, string Problem)> s_wrong = new()
    {
        { "no secret", (o => o.ClientSecrets.Clear(), "Stores:default:ClientSecrets: ") },
        { "an empty secret", (o => o.ClientSecrets.Add(" "), "Stores:default:ClientSecrets: ") },
        {
            "a secret with the line break of its file",
            (o => o.ClientSecrets.Add("another\n"), "Stores:default:ClientSecrets:1 begins or ends with a blank")
        },
        {
            "a secret that was cut",
            (o => o.ClientSecrets.Add("0123456789abcde"), "Stores:default:ClientSecrets:1 has fewer than 16 characters")
        },
        {
            "a secret with a control character",
            (o => o.ClientSecrets.Add("0123456789\tabcdef"), "Stores:default:ClientSecrets:1 holds a control character")
        },
        {
            "the token as secret",
            (
                o => o.AccessToken = StoreBuilder.Secret,
                "Stores:default:ClientSecrets equals Stores:default:AccessToken: "
            )
        },
        { "an unknown version", (o => o.ApiVersion = "2022-01", "Stores:default:ApiVersion is '2022-01': ") },
        {
            "2021-01 without a zone",
            (o => (o.ApiVersion, o.TimeZone) = ("2021-01", null), "Stores:default:TimeZone is missing: ")
        },
        {
            "2021-01 with an empty zone",
            (o => (o.ApiVersion, o.TimeZone) = ("2021-01", ""), "Stores:default:TimeZone is missing: ")
        },
        {
            "an unknown zone",
            (o => o.TimeZone = "America/Springfield", "Stores:default:TimeZone 'America/Springfield' is unknown")
        },
        {
            "bodies that are kept for hours",
            (o => o.BodyRetention = TimeSpan.FromHours(5), "Stores:default:BodyRetention is 05:00:00: ")
        },
    };

    private static readonly CaseTable<(Action<StoreOptions> Change, string Problem)> s_wrongForCalls = new()
    {
        { "no token", (o => o.AccessToken = " ", "Stores:default:AccessToken is missing: ") },
        { "no address of Recharge", (o => o.Recharge.BaseUrl = "", "Stores:default:Recharge:BaseUrl is '': ") },
        {
            "a relative address",
            (o => o.Platform.BaseUrl = "/platform", "Stores:default:Platform:BaseUrl is '/platform': ")
        },
        {
            "another scheme",
            (
                o => o.Platform.BaseUrl = "ftp://platform.test",
                "Stores:default:Platform:BaseUrl is 'ftp://platform.test': "
            )
        },
        { "no time-out", (o => o.Recharge.Timeout = TimeSpan.Zero, "Stores:default:Recharge:Timeout is 00:00:00: ") },
        {
            "too long a time-out",
            (o => o.Platform.Timeout = TimeSpan.FromSeconds(61), "Stores:default:Platform:Timeout is 00:01:01: ")
        },
        { "no call at once", (o => o.Platform.Concurrency = 0, "Stores:default:Platform:Concurrency is 0: ") },
        {
            "too many calls at once",
            (o => o.Platform.Concurrency = 4097, "Stores:default:Platform:Concurrency is 4097: ")
        },
        {
            "no wait that could be meant",
            (o => o.Platform.MaxWait = TimeSpan.FromSeconds(-1), "Stores:default:Platform:MaxWait is -00:00:01: ")
        },
        {
            "an unknown kind",
            (o => o.Platform.Kind = "magento", "Stores:default:Platform:Kind is 'magento': known kinds are http")
        },
    };

    public static TheoryData<string> Wrong => s_wrong.Names;

    public static TheoryData<string> WrongForCalls => s_wrongForCalls.Names;

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_value_stops_every_service_and_names_its_key(string name)
    {
        var (change, problem) = s_wrong[name];
        Assert.StartsWith(problem, Assert.Single(Problems(calls: true, change)), StringComparison.Ordinal);
        Assert.StartsWith(problem, Assert.Single(Problems(calls: false, change)), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(WrongForCalls))]
    public void What_calls_need_stops_the_worker_alone(string name)
    {
        var (change, problem) = s_wrongForCalls[name];
        Assert.StartsWith(problem, Assert.Single(Problems(calls: true, change)), StringComparison.Ordinal);
        Assert.Empty(Problems(calls: false, change));
    }

    [Theory]
    [InlineData("2021-11", null)]
    [InlineData("2021-11", "Asia/Tokyo")]
    [InlineData("2021-01", "America/New_York")]
    public void Right_values_pass(string version, string? zone) =>
        Assert.Empty(Problems(calls: true, o => (o.ApiVersion, o.TimeZone) = (version, zone)));

    [Theory]
    [InlineData("default", true)]
    [InlineData("a", true)]
    [InlineData("shop-2", true)]
    [InlineData("Shop", false)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    [InlineData("", false)]
    public void Stores_name_fits_into_an_address(string name, bool right) =>
        Assert.Equal(right, Problems(calls: true, new StoresOptions { [name] = StoreBuilder.Options() }).Length == 0);

    [Fact]
    public void Deployment_without_a_store_is_refused() =>
        Assert.StartsWith(
            "Stores: configure at least one store",
            Assert.Single(Problems(calls: false, new StoresOptions())),
            StringComparison.Ordinal
        );

    [Fact]
    public void Two_stores_with_one_secret_are_refused_by_their_keys()
    {
        var stores = new StoresOptions { ["one"] = StoreBuilder.Options(), ["two"] = StoreBuilder.Options() };
        Assert.StartsWith(
            "Stores:one:ClientSecrets and Stores:two:ClientSecrets hold the same secret: ",
            Assert.Single(Problems(calls: false, stores)),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Legacy_header_alone_is_not_enough_unless_a_store_says_so() =>
        Assert.False(new StoreOptions().AcceptLegacySignature);

    [Fact]
    public void Every_problem_of_every_store_is_told_at_once()
    {
        var stores = new StoresOptions
        {
            ["one"] = StoreBuilder.Options(o => (o.AccessToken, o.ApiVersion) = ("", "1")),
            ["two"] = StoreBuilder.Options(o => (o.ClientSecrets[0], o.TimeZone) = ("another-client-secret", "?")),
        };
        Assert.Equal(3, Problems(calls: true, stores).Length);
    }

    private static string[] Problems(bool calls, Action<StoreOptions> change) =>
        Problems(calls, new StoresOptions { ["default"] = StoreBuilder.Options(change) });

    private static string[] Problems(bool calls, StoresOptions stores) =>
        [.. Checks(calls).SelectMany(check => check.Validate(null, stores).Failures ?? [])];

    // As the hosts have them: who makes calls checks what they need.
    private static IValidateOptions<StoresOptions>[] Checks(bool calls) =>
        calls
            ? [new StoreOptionsValidation(), new RechargeAccessValidation(), Platforms()]
            : [new StoreOptionsValidation()];

    private static PlatformAccessValidation Platforms() =>
        new([PlatformKind.Of<HttpOrderPlatform>("http", 64)], new ConfigurationBuilder().Build());
}
