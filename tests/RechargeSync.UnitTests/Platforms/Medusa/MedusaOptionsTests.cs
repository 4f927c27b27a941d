using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Medusa;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms.Medusa;

public sealed class MedusaOptionsTests
{
    private const string Key = "Stores:default:Platform:Medusa";

    [Fact]
    public void Options_with_everything_in_place_have_no_problem() =>
        Assert.Empty(Orders.Options.Problems(Key, TestPlatforms.Connection(apiKey: "sk_1")));

    [Fact]
    public void What_is_missing_is_named_by_its_key() =>
        Assert.Collection(
            new MedusaOptions().Problems(Key, TestPlatforms.Connection()),
            problem => Assert.StartsWith("Stores:default:Platform:ApiKey ", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith($"{Key}:SalesChannelId ", problem, StringComparison.Ordinal),
            problem => Assert.StartsWith($"{Key}:Currencies ", problem, StringComparison.Ordinal)
        );

    [Fact]
    public void A_currency_needs_its_code_its_region_and_its_shipping_option()
    {
        var options = new MedusaOptions
        {
            SalesChannelId = "sc_1",
            Currencies = new Dictionary<string, MedusaCurrency>(StringComparer.OrdinalIgnoreCase)
            {
                ["DOLLAR"] = new(),
            },
        };

        Assert.Equal(3, options.Problems(Key, TestPlatforms.Connection(apiKey: "sk_1")).Count());
    }

    [Fact]
    public void A_store_s_section_becomes_an_adapter()
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                new Dictionary<string, string?>(StringComparer.Ordinal)
                {
                    [$"{Key}:Mode"] = "Rest",
                    [$"{Key}:SalesChannelId"] = "sc_1",
                    [$"{Key}:PublishableKey"] = "pk_1",
                    [$"{Key}:Currencies:usd:Region"] = "reg_1",
                    [$"{Key}:Currencies:usd:ShippingOption"] = "so_1",
                }
            )
            .Build();
        using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddMedusaPlatform()
            .BuildServiceProvider();
        var kind = Assert.Single(services.GetServices<PlatformKind>());
        var connection = TestPlatforms.Connection(apiKey: "sk_1");

        Assert.Empty(kind.Problems(configuration, connection));
        Assert.True(kind.Create(services, configuration, connection).Capabilities.HasFlag(PlatformCapabilities.Cart));
    }
}
