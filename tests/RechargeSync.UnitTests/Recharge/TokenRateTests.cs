using RechargeSync.Core.Recharge;

namespace RechargeSync.UnitTests.Recharge;

public sealed class TokenRateTests
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
        Assert.Equal(new TokenRate(size, leak), TokenRate.Of(token, new BudgetOptions()));

    [Fact]
    public void Multiples_apply_to_the_configured_bucket() =>
        Assert.Equal(
            new TokenRate(30, 12),
            TokenRate.Of("sk_4x3_abc", new BudgetOptions { BucketSize = 10, LeakPerSecond = 3 })
        );
}
