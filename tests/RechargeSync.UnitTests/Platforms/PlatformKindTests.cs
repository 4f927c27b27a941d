using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Stores;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms;

/// <summary>A kind with options of its own, as a merchant registers it.</summary>
public sealed class PlatformKindTests
{
    [Fact]
    public void Missing_option_stops_the_start_and_names_its_key() =>
        Assert.Equal(
            ["Stores:default:Platform:Acme:Channel is missing: give the id of the sales channel."],
            Problems(),
            StringComparer.Ordinal
        );

    [Fact]
    public void Right_options_pass() => Assert.Empty(Problems(change: null, ("Channel", "web")));

    [Fact]
    public void Key_that_no_option_takes_stops_the_start_and_is_named()
    {
        var problem = Assert.Single(Problems(change: null, ("Channel", "web"), ("Chanel", "web")));
        Assert.StartsWith("Stores:default:Platform:Acme: ", problem, StringComparison.Ordinal);
        Assert.Contains("Chanel", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Value_of_the_wrong_form_stops_the_start_and_its_key_is_named() =>
        Assert.Contains(
            "Stores:default:Platform:Acme:Lines",
            Assert.Single(Problems(change: null, ("Channel", "web"), ("Lines", "many"))),
            StringComparison.Ordinal
        );

    [Fact]
    public void What_a_kind_has_in_common_with_others_can_be_required_by_its_own_key() =>
        Assert.Equal(
            ["Stores:default:Platform:ApiKey is missing: give Acme's key."],
            Problems(store => store.Platform.ApiKey = "", ("Channel", "web")),
            StringComparer.Ordinal
        );

    [Fact]
    public void Options_of_a_kind_that_no_store_has_are_not_looked_at() =>
        Assert.Empty(Problems(store => store.Platform.Kind = "http"));

    [Fact]
    public void Kind_that_is_not_registered_is_told_with_those_that_are() =>
        Assert.Equal(
            ["Stores:default:Platform:Kind is 'magento': known kinds are http, acme."],
            Problems(store => store.Platform.Kind = "magento"),
            StringComparer.Ordinal
        );

    [Fact]
    public void Each_store_has_an_adapter_with_its_own_options()
    {
        var stores = new StoreRegistry(
            Microsoft.Extensions.Options.Options.Create(
                new StoresOptions { ["one"] = Store(), ["two"] = Store() }
            )
        );
        using var http = new StubHandler();
        using var platforms = TestPlatforms.Registry(
            stores,
            http,
            services => services.AddOrderPlatform<AcmePlatform, AcmeOptions>("acme"),
            Configuration(
                ("Stores:one:Platform:Acme:Channel", "first"),
                ("Stores:two:Platform:Acme:Channel", "second")
            )
        );
        Assert.Equal(
            ["one first", "two second"],
            stores.All.Select(store => Finding(platforms.For(store)).Message),
            StringComparer.Ordinal
        );
    }

    [Fact]
    public void Kind_is_registered_once_and_has_a_plain_name()
    {
        var services = new ServiceCollection().AddHttpPlatform();
        Assert.Throws<ArgumentException>(() => services.AddOrderPlatform<AcmePlatform>("http"));
        Assert.Throws<ArgumentException>(() => services.AddOrderPlatform<AcmePlatform>("Acme Shop"));
    }

    [Theory]
    [InlineData("http", 64)]
    [InlineData("acme", 4)]
    public void Kind_has_its_own_number_of_operations_at_once(string kind, int expected)
    {
        var services = new ServiceCollection().AddHttpPlatform().AddOrderPlatform<AcmePlatform>("acme");
        Assert.Equal(
            expected,
            services
                .BuildServiceProvider()
                .GetServices<PlatformKind>()
                .Single(known => known.Name == kind)
                .Concurrency
        );
    }

    private static PlatformFinding Finding(IOrderPlatform platform) =>
        Assert.Single(platform.CheckAsync(CancellationToken.None).Result);

    private static StoreOptions Store(Action<StoreOptions>? change = null) =>
        StoreBuilder.Options(store =>
        {
            (store.Platform.Kind, store.Platform.ApiKey) = ("acme", "key");
            change?.Invoke(store);
        });

    private static IEnumerable<string> Problems(
        Action<StoreOptions>? change = null,
        params (string Key, string Value)[] options
    )
    {
        var kinds = new ServiceCollection()
            .AddHttpPlatform()
            .AddOrderPlatform<AcmePlatform, AcmeOptions>("acme")
            .BuildServiceProvider()
            .GetServices<PlatformKind>();
        var configuration = Configuration([
            .. options.Select(option => ($"Stores:default:Platform:Acme:{option.Key}", option.Value)),
        ]);
        return new PlatformAccessValidation(kinds, configuration)
                .Validate(null, new StoresOptions { ["default"] = Store(change) })
                .Failures ?? [];
    }

    private static IConfiguration Configuration(params (string Key, string Value)[] values) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(values.Select(value => KeyValuePair.Create(value.Key, (string?)value.Value)))
            .Build();

    internal sealed class AcmeOptions : IPlatformOptions
    {
        public string Channel { get; set; } = "";

        public int Lines { get; set; } = 100;

        public IEnumerable<string> Problems(string key, PlatformConnection connection)
        {
            if (Channel.Length == 0)
            {
                yield return $"{key}:Channel is missing: give the id of the sales channel.";
            }

            if (connection.ApiKey.Length == 0)
            {
                yield return $"{connection.Key}:ApiKey is missing: give Acme's key.";
            }
        }
    }

    internal sealed class AcmePlatform(PlatformConnection connection, AcmeOptions options) : IOrderPlatform
    {
        public PlatformCapabilities Capabilities => PlatformCapabilities.None;

        public Task<PlatformAnswer> FindAsync(string reference, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<PlatformAnswer> CreateAsync(OutgoingOrder order, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<PlatformAnswer> UpdateAsync(
            string platformOrderId,
            PlatformUpdate update,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException();

        public Task<PlatformAnswer> GetAsync(string platformOrderId, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<PlatformChange> CancelAsync(
            PlatformCancellation cancellation,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException();

        public Task<PlatformChange> RefundAsync(
            string platformOrderId,
            PlatformRefund refund,
            CancellationToken cancellationToken
        ) => throw new NotSupportedException();

        public Task<CallFailure?> ClearCartAsync(PlatformCart cart, CancellationToken cancellationToken) =>
            throw new NotSupportedException();

        public Task<IReadOnlyList<PlatformFinding>> CheckAsync(CancellationToken cancellationToken) =>
            Task.FromResult<IReadOnlyList<PlatformFinding>>(
                [PlatformFinding.Ok(PlatformFinding.Credentials, $"{connection.Store} {options.Channel}")]
            );
    }
}
