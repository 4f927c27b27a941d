using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Conformance;

// One reference gives one order, paid once, whoever asks how often.
public abstract partial class PlatformConformance<TPlatform>
{
    private const int Tries = 4;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait(Form, Short)]
    public async Task Create_makes_the_order_as_it_was_sold(bool promotion)
    {
        await UnderPromotionAsync(promotion);
        var order = NewOrder(SaleCase.Taxed);

        Assert.IsType<PlatformAnswer.Made>(await Adapter.CreateAsync(OutgoingOrder.Of(order), Cancelled));

        await AssertPlacedOnceAsync(order);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Create_once_more_finds_the_order_of_the_first(bool promotion)
    {
        await UnderPromotionAsync(promotion);
        var order = NewOrder();
        var ids = await PlaceAsync(order);

        Assert.Equal(ids, await IdsOfAsync(Adapter, order));

        await AssertPlacedOnceAsync(order);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait(Form, Short)]
    public async Task Four_tries_at_once_make_one_order(bool promotion)
    {
        await UnderPromotionAsync(promotion);
        var order = NewOrder();
        var adapter = Adapter;

        var answers = await Task.WhenAll(
            Enumerable.Range(0, Tries).Select(_ => adapter.CreateAsync(OutgoingOrder.Of(order), Cancelled))
        );

        // Who loses the race may have to come again; it is not told that its order is wrong.
        Assert.All(answers, AssertIsNoVerdict);
        await ResumeAsync(Adapter, order);
        await AssertPlacedOnceAsync(order);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait(Form, Short)]
    public async Task Two_processes_at_once_make_one_order(bool promotion)
    {
        Assert.SkipWhen(Platform.Limits.TwoProcesses is not null, Platform.Limits.TwoProcesses ?? "");
        await UnderPromotionAsync(promotion);
        var order = NewOrder();
        await using var one = await OtherProcess.StartAsync(GetType(), Platform, order, Cancelled);
        await using var other = await OtherProcess.StartAsync(GetType(), Platform, order, Cancelled);

        await Task.WhenAll(one.PlaceAsync(Cancelled), other.PlaceAsync(Cancelled));

        await ResumeAsync(Adapter, order);
        await AssertPlacedOnceAsync(order);
    }

    /// <summary>Not for people: <see cref="Two_processes_at_once_make_one_order"/> runs it in each process.</summary>
    [Fact(Explicit = true)]
    public async Task Place_for_another_process()
    {
        Assert.SkipUnless(OtherProcess.IsThis, "Only as another test's other process.");
        await OtherProcess.RunAsync(Platform, Tries / 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Orders_of_one_new_shopper_at_once_are_of_one_customer(bool promotion)
    {
        Assert.SkipWhen(Platform.Limits.OneCustomer is not null, Platform.Limits.OneCustomer ?? "");
        await UnderPromotionAsync(promotion);
        var first = NewOrder();
        PlatformOrder[] orders =
        [
            first,
            .. Enumerable
                .Range(1, Tries - 1)
                .Select(_ => NewOrder() with { Email = first.Email, Customer = first.Customer }),
        ];
        var adapter = Adapter;

        await Task.WhenAll(orders.Select(order => adapter.CreateAsync(OutgoingOrder.Of(order), Cancelled)));

        foreach (var order in orders)
        {
            await ResumeAsync(Adapter, order);
            await AssertPlacedOnceAsync(order);
        }
    }

    [Fact]
    public async Task Order_of_a_registered_shopper_is_placed()
    {
        var order = NewOrder();
        Assert.SkipUnless(
            await Platform.RegisterShopperAsync(order.Email.Value!, Cancelled),
            "The platform knows no accounts."
        );

        await PlaceAsync(order);

        await AssertPlacedOnceAsync(order);
    }

    [Fact]
    public async Task Order_that_a_promotion_makes_cheaper_is_refused_where_it_cannot_be_kept_as_paid()
    {
        Assert.SkipUnless(Platform.Limits.Promotions is not null, "Orders are placed as paid during a promotion.");
        await StartPromotionAsync();
        var order = NewOrder();

        var failure = Failure(await Adapter.CreateAsync(OutgoingOrder.Of(order), Cancelled));

        Assert.Equal((CallFailureKind.Permanent, PlatformReason.TotalDiffers), (failure.Kind, failure.Reason));
        await AssertNothingFinalAsync(order);
    }

    [Fact]
    public async Task Create_of_other_contents_leaves_the_order_as_it_is()
    {
        var order = NewOrder();
        await PlaceAsync(order);
        var other = order with { Note = "Ring twice." };

        var answer = await Adapter.CreateAsync(OutgoingOrder.Of(other), Cancelled);

        Assert.IsNotType<PlatformAnswer.Made>(answer);
        await AssertPlacedOnceAsync(order);
    }

    private static async Task<PlatformIds> IdsOfAsync(IOrderPlatform adapter, PlatformOrder order) =>
        await adapter.CreateAsync(OutgoingOrder.Of(order), Cancelled) switch
        {
            PlatformAnswer.Made made => made.Ids,
            PlatformAnswer.Existed existed => existed.Ids,
            PlatformAnswer.Taken => Assert
                .IsType<PlatformAnswer.Existed>(await adapter.FindAsync(order.Reference, Cancelled))
                .Ids,
            var answer => throw new Xunit.Sdk.XunitException($"Neither made nor existed: {Words(answer)}."),
        };

    private static CallFailure Failure(PlatformAnswer answer) => Assert.IsType<PlatformAnswer.Failed>(answer).Failure;
}
