using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Conformance;

// Whatever becomes of the n-th call, for each n: who comes afterwards ends with one order.
public abstract partial class PlatformConformance<TPlatform>
{
    private const int MostCalls = 60;

    [Theory]
    [InlineData(CallFate.CrashBefore, false)]
    [InlineData(CallFate.CrashBefore, true)]
    [InlineData(CallFate.CrashAfter, false)]
    [InlineData(CallFate.CrashAfter, true)]
    [InlineData(CallFate.AnswerLost, false)]
    [InlineData(CallFate.AnswerLost, true)]
    [InlineData(CallFate.TimedOut, false)]
    [InlineData(CallFate.TimedOut, true)]
    [InlineData(CallFate.Unavailable, false)]
    [InlineData(CallFate.Throttled, false)]
    [InlineData(CallFate.Garbled, false)]
    [InlineData(CallFate.Unreachable, false)]
    public async Task Create_ends_with_one_order_whatever_becomes_of_a_call(CallFate fate, bool promotion)
    {
        await UnderPromotionAsync(promotion);
        await ForEachCallAsync(
            async gate =>
            {
                var order = NewOrder(SaleCase.Taxed);
                var answer = await AnswerAsync(gate, adapter => adapter.CreateAsync(OutgoingOrder.Of(order), gate.Operation));
                if (gate.HasStruck)
                {
                    await AssertIsOpenAsync(answer, order);
                }
                else
                {
                    Assert.IsType<PlatformAnswer.Made>(answer);
                }

                await ResumeAsync(NewAdapter(), order);
                await AssertPlacedOnceAsync(order);
                await IdsOfAsync(Adapter, order);
                await AssertCountedOnceAsync(order);
            },
            fate
        );
    }

    [Fact]
    [Trait(Form, Short)]
    public async Task Create_ends_with_one_order_after_a_crash_at_any_call()
    {
        await ForEachCallAsync(
            async gate =>
            {
                var order = NewOrder();
                await AnswerAsync(gate, adapter => adapter.CreateAsync(OutgoingOrder.Of(order), gate.Operation));
                await ResumeAsync(NewAdapter(), order);
                await AssertPlacedOnceAsync(order);
            },
            CallFate.CrashAfter
        );
    }

    [Theory]
    [InlineData(CallFate.CrashBefore)]
    [InlineData(CallFate.AnswerLost)]
    [InlineData(CallFate.Unavailable)]
    [InlineData(CallFate.Throttled)]
    [InlineData(CallFate.Garbled)]
    public async Task Find_never_says_that_nothing_is_there_where_a_call_of_it_has_failed(CallFate fate)
    {
        var order = NewOrder();
        var ids = await PlaceAsync(order);
        await ForEachCallAsync(
            async gate =>
            {
                var answer = await AnswerAsync(gate, adapter => adapter.FindAsync(order.Reference, gate.Operation));

                // An adapter may do without the call that failed; then it has found the order.
                Assert.True(
                    answer is PlatformAnswer.Failed || answer is PlatformAnswer.Existed existed && existed.Ids == ids,
                    $"call {gate.Calls}: {answer}"
                );
            },
            fate
        );
    }

    [Theory]
    [InlineData(CallFate.CrashBefore)]
    [InlineData(CallFate.CrashAfter)]
    [InlineData(CallFate.AnswerLost)]
    [InlineData(CallFate.TimedOut)]
    [InlineData(CallFate.Garbled)]
    public async Task Update_once_more_takes_the_order_where_it_was_to_be(CallFate fate)
    {
        Assert.SkipUnless(Can(PlatformCapabilities.Addresses), "The platform changes no addresses.");
        await ForEachCallAsync(
            async gate =>
            {
                var order = NewOrder();
                var ids = await PlaceAsync(order);
                var changed = Changed(order, PlatformCapabilities.Addresses);
                var update = new PlatformUpdate(OutgoingOrder.Of(changed), 2);
                var answer = await AnswerAsync(gate, adapter => adapter.UpdateAsync(ids.Id, update, gate.Operation));
                AssertIsNoVerdict(answer);

                AssertIsAsTold(await Adapter.UpdateAsync(ids.Id, update with { Version = 3 }, Cancelled));
                await AssertPlacedOnceAsync(changed);
            },
            fate
        );
    }

    [Theory]
    [InlineData(CallFate.CrashBefore)]
    [InlineData(CallFate.CrashAfter)]
    [InlineData(CallFate.AnswerLost)]
    [InlineData(CallFate.TimedOut)]
    [InlineData(CallFate.Garbled)]
    public async Task Cancel_once_more_is_done_whatever_became_of_the_first(CallFate fate)
    {
        Assert.SkipUnless(Can(PlatformCapabilities.Cancel), "The platform cancels nothing.");
        await ForEachCallAsync(
            async gate =>
            {
                var order = NewOrder();
                var ids = await PlaceAsync(order);
                var cancellation = new PlatformCancellation(ids.Id, order.Currency.Value, "No longer wanted");
                await TriedAsync(gate, adapter => adapter.CancelAsync(cancellation, gate.Operation));

                Assert.IsType<PlatformChange.Done>(await Adapter.CancelAsync(cancellation, Cancelled));
                Assert.True((await ReadAsync(order)).IsCancelled, "The order is not cancelled.");
            },
            fate
        );
    }

    [Theory]
    [InlineData(CallFate.CrashBefore)]
    [InlineData(CallFate.CrashAfter)]
    [InlineData(CallFate.AnswerLost)]
    [InlineData(CallFate.TimedOut)]
    public async Task Cart_is_empty_after_a_second_try(CallFate fate)
    {
        Assert.SkipUnless(Can(PlatformCapabilities.Cart), "The platform keeps no carts.");
        await ForEachCallAsync(
            async gate =>
            {
                var cart = new PlatformCart(await FillCartAsync(), Platform.Catalogue.Currencies[0]);
                await TriedAsync(gate, adapter => adapter.ClearCartAsync(cart, gate.Operation));

                Assert.Null(await Adapter.ClearCartAsync(cart, Cancelled));
                Assert.Equal(0, await Platform.LinesInCartAsync(cart.Id, Cancelled));
            },
            fate
        );
    }

    /// <summary>Has the first call fail, then the second, until there is no call left that could.</summary>
    private static async Task ForEachCallAsync(Func<CallGate, Task> run, CallFate fate)
    {
        for (var call = 1; call <= MostCalls; call++)
        {
            using var gate = new CallGate(fate, call);
            try
            {
                await run(gate);
            }
            catch (Exception exception) when (gate.HasStruck)
            {
                throw new Xunit.Sdk.XunitException(
                    FormattableString.Invariant($"{fate} at call {call}: {exception.Message}"),
                    exception
                );
            }

            if (!gate.HasStruck)
            {
                Assert.True(gate.Calls > 0, "The adapter makes its calls past PlatformHttp: none of them could be cut.");
                return;
            }
        }

        Assert.Fail($"After {MostCalls} calls the operation was not over.");
    }

    /// <summary>Null where the operation was out of time.</summary>
    private async Task<T?> TriedAsync<T>(CallGate gate, Func<IOrderPlatform, Task<T>> operation)
        where T : class?
    {
        try
        {
            return await operation(NewAdapter(gate));
        }
        catch (OperationCanceledException) when (gate.Operation.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<PlatformAnswer> AnswerAsync(CallGate gate, Func<IOrderPlatform, Task<PlatformAnswer>> operation) =>
        await TriedAsync(gate, operation)
        ?? new PlatformAnswer.Failed(new CallFailure(CallFailureKind.Ambiguous, "timeout"));

    /// <summary>
    /// A failed call is no verdict on the order, and whoever says that nothing has happened is right.
    /// </summary>
    private async Task AssertIsOpenAsync(PlatformAnswer answer, PlatformOrder order)
    {
        AssertIsNoVerdict(answer);
        if (answer is PlatformAnswer.Failed { Failure.Kind: CallFailureKind.Transient })
        {
            Assert.IsNotType<PlatformAnswer.Existed>(await Adapter.FindAsync(order.Reference, Cancelled));
        }
    }

    private static void AssertIsNoVerdict(PlatformAnswer answer)
    {
        switch (answer)
        {
            case PlatformAnswer.Failed { Failure: var failure }:
                Assert.True(failure.Kind is CallFailureKind.Ambiguous or CallFailureKind.Transient, $"{failure}");
                break;
            case PlatformAnswer.Made or PlatformAnswer.Existed or PlatformAnswer.HalfMade or PlatformAnswer.Taken:
                break;
            default:
                Assert.Fail($"A failed call gave {answer}.");
                break;
        }
    }
}
