using RechargeSync.Core.Recharge;

namespace RechargeSync.UnitTests.Recharge;

public sealed class CallLimitTests
{
    [Theory]
    [InlineData("39/40", 39, 40)]
    [InlineData("0/40", 0, 40)]
    [InlineData("81/80", 81, 80)]
    public void Header_tells_use_and_size(string header, int used, int size) =>
        Assert.Equal(new CallLimit(used, size), CallLimit.Parse(header));

    [Theory]
    [InlineData("")]
    [InlineData("40")]
    [InlineData("1/0")]
    [InlineData("-1/40")]
    [InlineData("1/-40")]
    [InlineData("1/40/2")]
    [InlineData("1 / 40")]
    [InlineData("a/b")]
    [InlineData("99999999999/40")]
    public void Header_of_another_form_tells_nothing(string header) => Assert.Null(CallLimit.Parse(header));
}
