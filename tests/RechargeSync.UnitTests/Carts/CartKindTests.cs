using System.Net;
using System.Text;
using RechargeSync.Core.Carts;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Work;
using RechargeSync.Platforms;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Carts;

public sealed class CartKindTests : IDisposable
{
    private static readonly CartRow s_new = new() { Store = "default", Token = "t" };

    private static readonly CaseTable<(CartRow Row, WorkStep Next, WorkState Settled)> s_carts = new()
    {
        { "named cart is cleared", (Rows.Cart, WorkStep.ClearCart, WorkState.Waiting) },
        { "cleared cart is done", (Rows.Cart with { ClearedAt = Rows.Now }, WorkStep.None, WorkState.Done) },
        {
            "unknown cart waits",
            (
                Rows.Cart with
                {
                    CartId = null,
                    Work = Rows.Cart.Work with { State = WorkState.Waiting },
                },
                WorkStep.None,
                WorkState.Waiting
            )
        },
        {
            "checkout without a cart is ignored",
            (
                Rows.Cart with
                {
                    CartId = null,
                    Work = Rows.Cart.Work with { State = WorkState.Ignored },
                },
                WorkStep.None,
                WorkState.Ignored
            )
        },
        {
            "dead cart stays dead",
            (Rows.Cart with { Work = Rows.Cart.Work with { State = WorkState.Dead } }, WorkStep.None, WorkState.Dead)
        },
    };

    private readonly StubHandler _http = new();
    private readonly CartKind _carts;

    public CartKindTests()
    {
        var stores = StoreBuilder.Registry(store => store.CartFields.Add(CartField.ExternalCheckoutId));
        _carts = new CartKind(stores, TestPlatforms.Registry(stores, _http));
    }

    public static TheoryData<string> Carts => s_carts.Names;

    public void Dispose() => _http.Dispose();

    [Theory]
    [MemberData(nameof(Carts))]
    public void Row_of_a_cart_decides_its_next_step(string name)
    {
        var (row, next, settled) = s_carts[name];
        Assert.Equal(
            (next, settled),
            (_carts.Next(row, Rows.Now), row.Work.Settle(_carts.Settle(row), Rows.Now).State)
        );
    }

    [Fact]
    public void Checkout_names_the_cart_that_is_to_be_cleared()
    {
        var applied = Apply(s_new, "c1");
        Assert.Equal((DeliveryState.Done, true), (applied.State, applied.IsNews));
        Assert.Equal(
            (WorkState.Active, "c1", "trace"),
            (applied.Row.Work.State, applied.Row.CartId, applied.Row.Work.TraceParent)
        );
        Assert.Equal(WorkStep.ClearCart, _carts.Next(applied.Row, Rows.Now));
    }

    [Fact]
    public void Checkout_that_names_no_cart_is_ignored_with_its_reason()
    {
        var applied = Apply(s_new, null);
        Assert.Equal(
            (DeliveryState.Ignored, WorkState.Ignored, CartKind.NoCart),
            (applied.State, applied.Row.Work.State, applied.Row.Work.Reason)
        );
        Assert.Equal(WorkStep.None, _carts.Next(applied.Row, Rows.Now));
    }

    [Fact]
    public void Repeated_checkout_clears_no_second_time()
    {
        var cleared = Rows.Cart with { ClearedAt = Rows.Now, Work = Rows.Cart.Work with { State = WorkState.Done } };
        var applied = Apply(cleared, "c");
        Assert.Equal((DeliveryState.Ignored, "nothing new"), (applied.State, applied.Reason));
        Assert.Same(cleared, applied.Row);
    }

    [Fact]
    public void Another_cart_of_the_checkout_is_cleared_too()
    {
        var applied = Apply(
            Rows.Cart with
            {
                ClearedAt = Rows.Now,
                Work = Rows.Cart.Work with { State = WorkState.Done, FinishedAt = Rows.Now },
            },
            "other"
        );
        Assert.Equal(
            ("other", null, WorkStep.ClearCart),
            (applied.Row.CartId, applied.Row.ClearedAt, _carts.Next(applied.Row, Rows.Now))
        );
    }

    [Fact]
    public void Later_checkout_without_a_cart_takes_nothing_back()
    {
        var applied = Apply(Rows.Cart, null);
        Assert.Equal((DeliveryState.Ignored, WorkStep.ClearCart), (applied.State, _carts.Next(applied.Row, Rows.Now)));
    }

    [Fact]
    public void Payload_that_breaks_the_contract_is_told_so()
    {
        var applied = _carts.Apply(s_new, Delivery("{}"u8.ToArray()), Rows.Now);
        Assert.Equal(DeliveryState.Quarantined, applied.State);
        Assert.NotNull(applied.Reason);
        Assert.Same(s_new, applied.Row);
    }

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
            WorkStep.ClearCart,
            verifyFirst: false,
            Leases.At(Rows.Now),
            CancellationToken.None
        );
        Assert.Equal(cleared, result is StepResult<CartRow>.Reached { Row.ClearedAt: not null });
        Assert.Equal("DELETE http://platform.test/carts/c/items", Assert.Single(_http.Requests).Line);
    }

    [Fact]
    public async Task Cart_is_cleared_in_the_checkouts_currency()
    {
        var platform = new ScriptedPlatform().Answers(null);
        await ClearAsync(platform, Delivery("""{"checkout":{"token":"t","currency":"EUR"}}"""u8.ToArray()));
        Assert.Equal(["clear c EUR"], platform.Calls);
    }

    [Fact]
    public async Task Platform_that_keeps_no_carts_is_asked_nothing_and_the_cart_is_none_of_ours()
    {
        var platform = new ScriptedPlatform { Capabilities = PlatformCapabilities.EveryChange };
        var result = await ClearAsync(platform, payload: null);
        Assert.Equal(
            new Ending(WorkState.Ignored, CartKind.NotKept),
            Assert.IsType<StepResult<CartRow>.Ended>(result).End
        );
        Assert.Empty(platform.Calls);
    }

    private async Task<StepResult<CartRow>> ClearAsync(ScriptedPlatform platform, PendingDelivery? payload)
    {
        var stores = StoreBuilder.Registry(store => store.Platform.Kind = ScriptedPlatform.Kind);
        using var platforms = platform.Registry(stores, _http);
        return await new CartKind(stores, platforms).RunAsync(
            Rows.Cart,
            payload,
            WorkStep.ClearCart,
            verifyFirst: false,
            Leases.At(Rows.Now),
            CancellationToken.None
        );
    }

    private Applied<CartRow> Apply(CartRow row, string? cart)
    {
        var id = cart is null ? "null" : $"\"{cart}\"";
        var body = Encoding.UTF8.GetBytes($$$"""{"checkout":{"token":"t","external_checkout_id":{{{id}}}}}""");
        var applied = _carts.Apply(row, Delivery(body), Rows.Now);
        return applied with { Row = applied.Resumed("trace") };
    }

    private static PendingDelivery Delivery(byte[] body) => new(1, "checkout/processed", body, "trace");
}
