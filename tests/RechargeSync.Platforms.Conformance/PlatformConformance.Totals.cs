using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Conformance;

// What was sold is what the platform says, to the smallest unit.
public abstract partial class PlatformConformance<TPlatform>
{
    [Theory]
    [MemberData(nameof(EverySale.Rows), MemberType = typeof(EverySale))]
    public async Task Platform_says_what_was_sold(SaleCase sale, bool promotion)
    {
        AssertTakes(sale);
        await UnderPromotionAsync(promotion);
        var order = NewOrder(sale);

        await PlaceAsync(order);

        await AssertPlacedOnceAsync(order);
    }

    [Fact]
    public async Task Sale_that_cannot_be_held_exactly_is_refused()
    {
        var refused = Platform.Limits.Refuses;
        Assert.SkipWhen(refused.Count == 0, "Every sale is held exactly.");
        foreach (var (sale, reason) in refused)
        {
            var order = NewOrder(sale);

            var failure = Failure(await Adapter.CreateAsync(OutgoingOrder.Of(order), Cancelled));

            Assert.Equal((sale, CallFailureKind.Permanent, reason), (sale, failure.Kind, failure.Reason));
            await AssertNothingFinalAsync(order);
        }
    }
}

/// <summary>Every sale, without and with a running promotion.</summary>
public static class EverySale
{
    /// <summary>Its rows.</summary>
    public static TheoryData<SaleCase, bool> Rows =>
        [
            .. Enum.GetValues<SaleCase>()
                .SelectMany(sale => (TheoryDataRow<SaleCase, bool>[])[new(sale, p2: false), new(sale, p2: true)]),
        ];
}
