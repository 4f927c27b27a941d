using RechargeSync.Core.Recharge;

namespace RechargeSync.UnitTests.Recharge;

public sealed class TokenBucketTests
{
    [Theory]
    [InlineData("plain-token", 40, 2)]
    [InlineData("sk_1x1_abc", 40, 2)]
    [InlineData("sk_2x1_abc", 40, 4)]
    [InlineData("sk_10x5_abc", 200, 20)]
    [InlineData("sk_0x0_abc", 40, 2)]
    [InlineData("sk_2x1abc", 40, 2)]
    [InlineData("sk_x1_abc", 40, 2)]
    [InlineData("my_sk_2x1_abc", 40, 2)]
    [InlineData("sk_9999x1_abc", 40, 2)]
    [InlineData("", 40, 2)]
    public void Prefix_multiplies_the_usual_bucket(string token, int size, double leak) =>
        Assert.Equal(new TokenBucket(size, leak), TokenBucket.Of(token, new RateLimitOptions()));

    [Fact]
    public void Multiples_apply_to_the_configured_bucket() =>
        Assert.Equal(
            new TokenBucket(30, 12),
            TokenBucket.Of("sk_4x3_abc", new RateLimitOptions { BucketSize = 10, LeakPerSecond = 3 })
        );
}
