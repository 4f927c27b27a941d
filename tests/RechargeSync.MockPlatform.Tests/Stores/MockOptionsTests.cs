using Microsoft.Extensions.Options;
using RechargeSync.MockPlatform.Tests.Hosting;

namespace RechargeSync.MockPlatform.Tests.Stores;

public sealed class MockOptionsTests
{
    [Theory]
    [InlineData("Mock:Stores:default:ClientSecret", "")]
    [InlineData("Mock:Stores:default:AccessToken", "")]
    [InlineData("Mock:Stores:default:AccessToken", MockHost.Secret)]
    [InlineData("Mock:Stores:default:AccessToken", MockHost.ClassicToken)]
    [InlineData("Mock:Stores:default:ApiVersion", "2020-01")]
    [InlineData("Mock:Stores:default:TimeZone", "Mars/Olympus")]
    [InlineData("Mock:Stores:default:RateLimit:BucketSize", "0")]
    [InlineData("Mock:Stores:a b:AccessToken", "t")]
    [InlineData("Mock:Platform:ApiKey", "")]
    [InlineData("Mock:Webhooks:BaseUrl", "webhooks")]
    [InlineData("Mock:Webhooks:TimeScale", "0.5")]
    [InlineData("Mock:Webhooks:AnswerWithin", "00:00:00")]
    [InlineData("Mock:Webhooks:Concurrency", "0")]
    [InlineData("Mock:Webhooks:HoldBack", "-00:00:01")]
    [InlineData("Mock:RateLimit:LeakPerSecond", "0")]
    [InlineData("Mock:Recharge:WriteDuration", "-00:00:01")]
    [InlineData("Mock:Faults:HangLimit", "00:00:00")]
    public async Task A_bad_setting_stops_the_start_and_is_named(string key, string value)
    {
        await using var mock = new MockHost((key, value));

        var failure = Assert.ThrowsAny<OptionsValidationException>(() => mock.Http);

        var lastPart = key[(key.LastIndexOf(':') + 1)..];
        Assert.Contains(lastPart, failure.Message, StringComparison.Ordinal);
    }
}
