namespace RechargeSync.Platforms.Conformance;

// Cancellations, refunds and carts: done once, and once more without harm.
public abstract partial class PlatformConformance<TPlatform>
{
    private const string Nobody = "999999999";

    [Fact]
    [Trait(Form, Short)]
    public async Task Cancel_may_be_repeated()
    {
        AssertCancels();
        var order = NewOrder();
        var cancellation = Cancellation(await PlaceAsync(order), order);

        Assert.IsType<PlatformChange.Done>(await Adapter.CancelAsync(cancellation, Cancelled));
        Assert.IsType<PlatformChange.Done>(await Adapter.CancelAsync(cancellation, Cancelled));

        Assert.True((await ReadAsync(order)).IsCancelled, "The order is not cancelled.");
    }

    [Fact]
    public async Task Cancellations_at_once_are_all_done()
    {
        AssertCancels();
        var order = NewOrder();
        var cancellation = Cancellation(await PlaceAsync(order), order);
        var adapter = Adapter;

        await Task.WhenAll(Enumerable.Range(0, Tries).Select(_ => adapter.CancelAsync(cancellation, Cancelled)));

        Assert.IsType<PlatformChange.Done>(await Adapter.CancelAsync(cancellation, Cancelled));
        Assert.True((await ReadAsync(order)).IsCancelled, "The order is not cancelled.");
    }

    [Fact]
    public async Task Cancelled_order_keeps_its_reference()
    {
        AssertCancels();
        var order = NewOrder();
        var ids = await PlaceAsync(order);
        await Adapter.CancelAsync(Cancellation(ids, order), Cancelled);

        Assert.Equal(ids, Assert.IsType<PlatformAnswer.Existed>(await FindAsync(order.Reference)).Ids);
        Assert.Equal(ids, await IdsOfAsync(Adapter, order));
        Assert.Equal(1, (await CountAsync(order)).Orders);
        Assert.True((await ReadAsync(order)).IsCancelled, "The create has brought it back.");
    }

    [Fact]
    public async Task Cancel_without_currency_and_reason_is_done()
    {
        AssertCancels();
        var order = NewOrder();
        var ids = await PlaceAsync(order);

        var cancellation = new PlatformCancellation(ids.Id, Currency: null, Reason: null);

        Assert.IsType<PlatformChange.Done>(await Adapter.CancelAsync(cancellation, Cancelled));
    }

    [Fact]
    public async Task Cancel_of_an_unknown_id_finds_nothing()
    {
        AssertCancels();
        var cancellation = new PlatformCancellation(Nobody, Platform.Catalogue.Currencies[0], "No longer wanted");

        Assert.IsType<PlatformChange.NotFound>(await Adapter.CancelAsync(cancellation, Cancelled));
    }

    [Fact]
    public async Task Placed_order_can_be_shipped_by_the_platforms_own_means_and_is_then_cancelled_or_not_possible()
    {
        var order = NewOrder();
        var ids = await PlaceAsync(order);
        Assert.SkipUnless(await Platform.FulfilAsync(ids, Cancelled), "Nothing is shipped there.");
        AssertCancels();

        var change = await Adapter.CancelAsync(Cancellation(ids, order), Cancelled);

        Assert.True(change is PlatformChange.NotPossible { Reason.Length: > 0 } or PlatformChange.Done, $"{change}");
        Assert.Equal(change is PlatformChange.Done, (await ReadAsync(order)).IsCancelled);
    }

    [Fact]
    [Trait(Form, Short)]
    public async Task Refund_is_noted_as_all_that_was_given_back_so_far()
    {
        AssertRefunds();
        var order = NewOrder();
        var ids = await PlaceAsync(order);
        var payments = (await CountAsync(order)).Payments;

        await RefundAsync(ids, new PlatformRefund(IsWhole: false, 5.00m, order.Currency.Value));
        await RefundAsync(ids, new PlatformRefund(IsWhole: false, 5.00m, order.Currency.Value));
        Assert.Equal(5.00m, (await ReadAsync(order)).Refunded);

        await RefundAsync(ids, new PlatformRefund(IsWhole: false, 7.25m, order.Currency.Value));
        Assert.Equal(7.25m, (await ReadAsync(order)).Refunded);
        var counts = await CountAsync(order);
        Assert.Equal((1, payments), (counts.Orders, counts.Payments));
    }

    [Fact]
    public async Task Refund_of_all_is_noted()
    {
        AssertRefunds();
        var order = NewOrder();
        var ids = await PlaceAsync(order);

        await RefundAsync(ids, new PlatformRefund(IsWhole: true, order.Totals.Total.Value, order.Currency.Value));

        Assert.Equal(order.Totals.Total.Value, (await ReadAsync(order)).Refunded);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Refund_of_an_unknown_amount_is_noted(bool isWhole)
    {
        AssertRefunds();
        var ids = await PlaceAsync(NewOrder());

        await RefundAsync(ids, new PlatformRefund(isWhole, Amount: null));
    }

    [Fact]
    public async Task Refund_of_an_unknown_id_finds_nothing()
    {
        AssertRefunds();

        Assert.IsType<PlatformChange.NotFound>(
            await Adapter.RefundAsync(Nobody, new PlatformRefund(IsWhole: true, 5.00m, "USD"), Cancelled)
        );
    }

    [Fact]
    public async Task Cart_may_be_cleared_twice()
    {
        AssertKeepsCarts();
        var cart = new PlatformCart(await FillCartAsync(), Platform.Catalogue.Currencies[0]);

        Assert.Null(await Adapter.ClearCartAsync(cart, Cancelled));
        Assert.Null(await Adapter.ClearCartAsync(cart, Cancelled));

        Assert.Equal(0, await Platform.LinesInCartAsync(cart.Id, Cancelled));
    }

    [Fact]
    public async Task Cart_is_cleared_where_its_currency_is_not_known()
    {
        AssertKeepsCarts();
        var cart = new PlatformCart(await FillCartAsync(), Currency: null);

        Assert.Null(await Adapter.ClearCartAsync(cart, Cancelled));

        Assert.Equal(0, await Platform.LinesInCartAsync(cart.Id, Cancelled));
    }

    [Theory]
    [InlineData(Nobody)]
    [InlineData("a cart / of nobody?&#")]
    public async Task Cart_that_is_not_there_is_as_good_as_empty(string id)
    {
        AssertKeepsCarts();

        Assert.Null(await Adapter.ClearCartAsync(new PlatformCart(id, "USD"), Cancelled));
    }

    [Fact]
    public async Task Order_is_not_emptied_as_if_it_were_a_cart()
    {
        AssertKeepsCarts();
        var order = NewOrder();
        var ids = await PlaceAsync(order);

        await Adapter.ClearCartAsync(new PlatformCart(ids.Id, order.Currency.Value), Cancelled);

        await AssertPlacedOnceAsync(order);
    }

    private static PlatformCancellation Cancellation(PlatformIds ids, PlatformOrder order) =>
        new(ids.Id, order.Currency.Value, "No longer wanted");

    private async Task RefundAsync(PlatformIds ids, PlatformRefund refund) =>
        Assert.IsType<PlatformChange.Done>(await Adapter.RefundAsync(ids.Id, refund, Cancelled));

    private async Task<string> FillCartAsync()
    {
        var id = await Platform.FillCartAsync(Cancelled);
        Assert.True(id is not null, "The adapter says that there are carts.");
        Assert.True(await Platform.LinesInCartAsync(id, Cancelled) > 0, "The cart has no lines.");
        return id;
    }

    private void AssertCancels() =>
        Assert.SkipUnless(Can(PlatformCapabilities.Cancel), "The platform cancels nothing.");

    private void AssertRefunds() =>
        Assert.SkipUnless(Can(PlatformCapabilities.Refund), "The platform notes no refunds.");

    private void AssertKeepsCarts() =>
        Assert.SkipUnless(Can(PlatformCapabilities.Cart), "The platform keeps no carts.");
}
