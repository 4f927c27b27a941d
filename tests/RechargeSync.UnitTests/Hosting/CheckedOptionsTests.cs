using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Inbox;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Streams;

namespace RechargeSync.UnitTests.Hosting;

/// <summary>The ranges of options as the hosts have them: bound from the configuration.</summary>
public sealed class CheckedOptionsTests
{
    [Theory]
    [InlineData("RateLimit:BucketSize", "0")]
    [InlineData("RateLimit:LeakPerSecond", "0")]
    [InlineData("RateLimit:MaxWait", "-00:00:01")]
    [InlineData("RateLimit:MaxWait", "01:00:01")]
    [InlineData("RateLimit:PauseAfterThrottle", "-00:00:01")]
    [InlineData("Streams:Concurrency", "0")]
    [InlineData("Streams:Concurrency", "4097")]
    [InlineData("Streams:ClaimAfter", "00:00:00.9")]
    [InlineData("Streams:Block", "00:00:00")]
    [InlineData("Streams:Block", "00:00:04.1")]
    [InlineData("Inbox:MaxBodyBytes", "1023")]
    [InlineData("Inbox:MaxBodyBytes", "33554433")]
    [InlineData("Inbox:StoreTimeout", "00:00:00")]
    [InlineData("Inbox:StoreTimeout", "00:00:04.1")]
    [InlineData("Inbox:SweepAfter", "00:00:00.049")]
    public void Value_out_of_its_range_stops_the_start_and_names_its_key(string key, string value)
    {
        var failure = Assert.Throws<OptionsValidationException>(() => Read(key, value));
        Assert.StartsWith($"{key} must be ", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("RateLimit:BucketSize", "1")]
    [InlineData("RateLimit:MaxWait", "00:00:00")]
    [InlineData("Streams:Concurrency", "4096")]
    [InlineData("Streams:Block", "00:00:04")]
    [InlineData("Inbox:StoreTimeout", "00:00:04")]
    public void Value_at_the_end_of_its_range_passes(string key, string value) => Read(key, value);

    [Fact]
    public void Usual_values_pass() => Read("Logging:LogLevel:Default", "Information");

    private static void Read(string key, string value)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Configuration[key] = value;
        builder.AddRecharge().AddStreamConsumer().AddSweeper();
        using var host = builder.Build();
        _ = host.Services.GetRequiredService<IOptions<RateLimitOptions>>().Value;
        _ = host.Services.GetRequiredService<IOptions<StreamOptions>>().Value;
        _ = host.Services.GetRequiredService<IOptions<InboxOptions>>().Value;
    }
}
