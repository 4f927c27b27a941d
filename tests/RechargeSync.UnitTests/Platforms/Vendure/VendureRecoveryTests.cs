using RechargeSync.Platforms;
using RechargeSync.Platforms.Vendure;
using static RechargeSync.UnitTests.Platforms.Vendure.VendureOrders;

namespace RechargeSync.UnitTests.Platforms.Vendure;

public sealed class VendureRecoveryTests
{
    [Theory]
    [InlineData(null, nameof(VendureStep.Create), nameof(PlatformAnswer.NotFound))]
    [InlineData("Created", nameof(VendureStep.Discard), nameof(PlatformAnswer.HalfMade))]
    [InlineData("Draft", nameof(VendureStep.Discard), nameof(PlatformAnswer.HalfMade))]
    [InlineData("ArrangingPayment", nameof(VendureStep.Pay), nameof(PlatformAnswer.HalfMade))]
    [InlineData("PaymentAuthorized", nameof(VendureStep.Done), nameof(PlatformAnswer.Existed))]
    [InlineData("PaymentSettled", nameof(VendureStep.Done), nameof(PlatformAnswer.Existed))]
    [InlineData("Shipped", nameof(VendureStep.Done), nameof(PlatformAnswer.Existed))]
    [InlineData("Modifying", nameof(VendureStep.Done), nameof(PlatformAnswer.Existed))]
    [InlineData("Cancelled", nameof(VendureStep.Done), nameof(PlatformAnswer.Existed))]
    [InlineData("AStateOfTheShop", nameof(VendureStep.Done), nameof(PlatformAnswer.Existed))]
    public void The_next_step_follows_from_what_has_the_reference(string? state, string step, string answer)
    {
        var found = state is null ? null : Found(state);

        Assert.Equal(step, VendureRecovery.Next(found).ToString());
        Assert.Equal(answer, VendureRecovery.Answer(found).GetType().Name);
    }

    [Theory]
    [InlineData(3170, "USD", true)]
    [InlineData(2902, "USD", false)]
    [InlineData(3170, "EUR", false)]
    public void Only_an_order_of_the_total_and_currency_sold_is_paid_for(int total, string currency, bool isPaid)
    {
        var sale = VendureSale.Of(Of(Line(1, 31.70m)).Paid(31.70m), 2).Sale!;
        var found = Found("ArrangingPayment") with { Total = total, Currency = currency };

        Assert.Equal(isPaid, VendureDraft.DifferenceOf(found, sale, Answer("{}").Outcome) is null);
    }

    [Theory]
    [InlineData(null, nameof(PlatformChange.NotFound))]
    [InlineData("Cancelled", nameof(PlatformChange.Done))]
    [InlineData("Shipped", nameof(PlatformChange.NotPossible))]
    [InlineData("PartiallyDelivered", nameof(PlatformChange.NotPossible))]
    [InlineData("AddingItems", nameof(PlatformChange.NotPossible))]
    [InlineData("PaymentSettled", null)]
    [InlineData("Draft", null)]
    public void A_cancellation_is_settled_by_some_states(string? state, string? expected) =>
        Assert.Equal(expected, VendureCancellation.Settled(state)?.GetType().Name);

    private static VendureFound Found(string state) => new("7", "ABC", state, 3170, "USD");
}
