using Microsoft.Extensions.Configuration;
using RechargeSync.MockPlatform.Stores;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Stores;

public sealed class MockOptionsTests
{
    private static readonly Dictionary<string, string?> Good = new(StringComparer.Ordinal)
    {
        ["Mock:Stores:default:ClientSecret"] = "a-secret",
        ["Mock:Stores:default:AccessToken"] = "a-token",
        ["Mock:Stores:classic:ClientSecret"] = "b-secret",
        ["Mock:Stores:classic:AccessToken"] = "b-token",
        ["Mock:Stores:classic:ApiVersion"] = "2021-01",
        ["Mock:Platform:ApiKey"] = "a-key",
    };

    [Fact]
    public void Stores_and_the_platforms_key_are_all_that_must_be_set() => Assert.Empty(Validate([]));

    [Theory]
    [InlineData("Mock:Stores:default:ClientSecret", "", "Mock:Stores:default:ClientSecret")]
    [InlineData("Mock:Stores:default:AccessToken", "", "Mock:Stores:default:AccessToken")]
    [InlineData("Mock:Stores:default:AccessToken", "a-secret", "Mock:Stores:default")]
    [InlineData("Mock:Stores:default:AccessToken", "b-token", "AccessToken")]
    [InlineData("Mock:Stores:default:ApiVersion", "2020-01", "Mock:Stores:default:ApiVersion")]
    [InlineData("Mock:Stores:default:TimeZone", "Mars/Olympus", "Mock:Stores:default:TimeZone")]
    [InlineData("Mock:Stores:default:RateLimit:BucketSize", "0", "Mock:Stores:default:RateLimit:BucketSize")]
    [InlineData("Mock:Stores:a b:AccessToken", "t", "Mock:Stores:a b")]
    [InlineData("Mock:Platform:ApiKey", "", "Mock:Platform:ApiKey")]
    [InlineData("Mock:Webhooks:BaseUrl", "webhooks", "Mock:Webhooks:BaseUrl")]
    [InlineData("Mock:Webhooks:TimeScale", "0.5", "Mock:Webhooks:TimeScale")]
    [InlineData("Mock:Webhooks:AnswerWithin", "00:00:00", "Mock:Webhooks:AnswerWithin")]
    [InlineData("Mock:Webhooks:Concurrency", "0", "Mock:Webhooks:Concurrency")]
    [InlineData("Mock:Webhooks:HoldBack", "-00:00:01", "Mock:Webhooks:HoldBack")]
    [InlineData("Mock:RateLimit:LeakPerSecond", "0", "Mock:RateLimit:LeakPerSecond")]
    [InlineData("Mock:Recharge:WriteDuration", "-00:00:01", "Mock:Recharge:WriteDuration")]
    [InlineData("Mock:Faults:HangLimit", "00:00:00", "Mock:Faults:HangLimit")]
    public void A_bad_setting_is_refused_with_its_name(string key, string value, string named) =>
        Assert.Contains(Validate([new(key, value)]), failure => failure.Contains(named, StringComparison.Ordinal));

    [Fact]
    public async Task A_bad_setting_stops_the_start()
    {
        var mock = new MockHost(("Mock:Platform:ApiKey", ""));

        Assert.ThrowsAny<Exception>(() => mock.Http);

        await mock.DisposeAsync();
    }

    [Theory]
    [InlineData("http://localhost:5103", false, false)]
    [InlineData("http://*:5103", false, true)]
    [InlineData("http://*:5103", true, false)]
    public void Mock_that_others_can_reach_does_not_start_unless_told(string urls, bool allowRemote, bool isRefused)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("urls", urls)]).Build();
        var checkedOptions = new MockReach(configuration).Validate(null, new MockOptions { AllowRemote = allowRemote });
        Assert.Equal(isRefused, checkedOptions.Failed);
    }

    private static IReadOnlyList<string> Validate(KeyValuePair<string, string?>[] changes)
    {
        var options = new ConfigurationBuilder()
            .AddInMemoryCollection(Good)
            .AddInMemoryCollection(changes)
            .Build()
            .GetSection(MockOptions.Section)
            .Get<MockOptions>()!;
        return [.. new MockOptionsValidator().Validate(name: null, options).Failures ?? []];
    }
}
