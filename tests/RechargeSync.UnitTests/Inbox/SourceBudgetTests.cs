using System.Net;
using RechargeSync.Core.Inbox;

namespace RechargeSync.UnitTests.Inbox;

public sealed class SourceBudgetTests
{
    private static readonly NetworkSource s_one = NetworkSource.Of(IPAddress.Parse("192.0.2.1"));
    private static readonly NetworkSource s_other = NetworkSource.Of(IPAddress.Parse("192.0.2.2"));
    private static readonly NetworkSource s_third = NetworkSource.Of(IPAddress.Parse("192.0.2.3"));

    [Fact]
    public void One_source_has_no_more_than_its_part_and_all_together_no_more_than_there_is()
    {
        var budget = new SourceBudget(total: 10, perSource: 6);
        Assert.True(budget.TryTake(s_one, 6));
        Assert.False(budget.TryTake(s_one, 1));
        Assert.True(budget.TryTake(s_other, 4));
        Assert.False(budget.TryTake(s_other, 1));
        Assert.False(budget.TryTake(s_third, 1));

        budget.GiveBack(s_one, 6);
        Assert.True(budget.TryTake(s_third, 6));
        budget.GiveBack(s_third, 6);
        budget.GiveBack(s_other, 4);
        Assert.True(budget.TryTake(s_one, 6));
    }

    [Theory]
    [InlineData("192.0.2.1", "192.0.2.1", true)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.1", true)]
    [InlineData("192.0.2.1", "192.0.2.2", false)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", true)]
    [InlineData("2001:db8:0:1::1", "2001:db8:0:2::1", false)]
    [InlineData("0.0.0.1", "0:1::", false)]
    public void Network_of_an_address_of_version_6_is_one_source(string first, string second, bool isOne) =>
        Assert.Equal(isOne, NetworkSource.Of(IPAddress.Parse(first)) == NetworkSource.Of(IPAddress.Parse(second)));
}
