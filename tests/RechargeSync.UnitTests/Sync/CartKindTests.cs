using System.Net;
using System.Text;
using RechargeSync.Core.Carts;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Platforms;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Sync;

public sealed class CartKindTests : IDisposable
{
    private static readonly CartRow s_new = new() { Store = "default", Token = "t" };

    private readonly StubHandler _http = new();
    private readonly CartKind _carts;

    public CartKindTests()
    {
        var stores = StoreBuilder.Registry(store => store.CartFields.Add(CartField.ExternalCheckoutId));
        _carts = new CartKind(stores, new PlatformRegistry(stores, _http));
    }

    public void Dispose() => _http.Dispose();

    [Fact]
    public void Checkout_names_the_cart_that_is_to_be_cleared()
    {
        var folded = Fold(s_new, "c1");
        Assert.Equal((InboxState.Done, true), (folded.State, folded.InForce));
        Assert.Equal((WorkState.Active, "c1", "trace"), (folded.Row.State, folded.Row.CartId, folded.Row.TraceParent));
        Assert.Equal(SyncAction.ClearCart, _carts.Next(folded.Row));
    }

    [Fact]
    public void Checkout_that_names_no_cart_is_ignored_with_its_reason()
    {
        var folded = Fold(s_new, null);
        Assert.Equal(
            (InboxState.Ignored, WorkState.Ignored, SyncReason.NoCart),
            (folded.State, folded.Row.State, folded.Row.Reason)
        );
        Assert.Equal(SyncAction.None, _carts.Next(folded.Row));
    }

    [Fact]
    public void Repeated_checkout_clears_no_second_time()
    {
        var cleared = Rows.Cart with { ClearedAt = Rows.Now, State = WorkState.Done };
        var folded = Fold(cleared, "c");
        Assert.Equal((InboxState.Ignored, "nothing new"), (folded.State, folded.Reason));
        Assert.Same(cleared, folded.Row);
    }

    [Fact]
    public void Another_cart_of_the_checkout_is_cleared_too()
    {
        var folded = Fold(
            Rows.Cart with
            {
                ClearedAt = Rows.Now,
                State = WorkState.Done,
                FinishedAt = Rows.Now,
            },
            "other"
        );
        Assert.Equal(
            ("other", null, SyncAction.ClearCart),
            (folded.Row.CartId, folded.Row.ClearedAt, _carts.Next(folded.Row))
        );
    }

    [Fact]
    public void Later_checkout_without_a_cart_takes_nothing_back()
    {
        var folded = Fold(Rows.Cart, null);
        Assert.Equal((InboxState.Ignored, SyncAction.ClearCart), (folded.State, _carts.Next(folded.Row)));
    }

    [Fact]
    public void Payload_that_breaks_the_contract_is_told_so() =>
        Assert.Throws<PayloadException>(() =>
            _carts.Fold(s_new, new PendingDelivery(1, "checkout/processed", "{}"u8.ToArray(), null), Rows.Now)
        );

    [Theory]
    [InlineData(204, true)]
    [InlineData(404, true)]
    [InlineData(410, true)]
    [InlineData(500, false)]
    public async Task Cart_that_is_gone_is_as_good_as_cleared(int status, bool cleared)
    {
        _http.Answers((HttpStatusCode)status);
        var result = await _carts.RunAsync(
            Rows.Cart,
            null,
            SyncAction.ClearCart,
            look: false,
            Rows.Now,
            CancellationToken.None
        );
        Assert.Equal(cleared, result is StepResult<CartRow>.Reached { Row.ClearedAt: not null });
        Assert.Equal("DELETE http://platform.test/carts/c/items", Assert.Single(_http.Requests).Line);
    }

    private Folded<CartRow> Fold(CartRow row, string? cart)
    {
        var id = cart is null ? "null" : $"\"{cart}\"";
        var body = Encoding.UTF8.GetBytes($$$"""{"checkout":{"token":"t","external_checkout_id":{{{id}}}}}""");
        return _carts.Fold(row, new PendingDelivery(1, "checkout/processed", body, "trace"), Rows.Now);
    }
}
