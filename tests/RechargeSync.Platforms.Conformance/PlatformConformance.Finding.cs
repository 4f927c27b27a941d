namespace RechargeSync.Platforms.Conformance;

// What is there is found, by its exact reference and by its id, and what is half made counts as such.
public abstract partial class PlatformConformance<TPlatform>
{
    [Fact]
    [Trait(Form, Short)]
    public async Task Find_answers_the_ids_that_create_has_answered()
    {
        var order = NewOrder();
        var ids = await PlaceAsync(order);

        Assert.Equal(ids, Assert.IsType<PlatformAnswer.Existed>(await FindAsync(order.Reference)).Ids);
    }

    [Fact]
    public async Task Find_of_an_unknown_reference_finds_nothing() =>
        Assert.IsType<PlatformAnswer.NotFound>(await FindAsync(NewOrder().Reference));

    [Fact]
    public async Task Find_is_exact()
    {
        var order = NewOrder();
        await PlaceAsync(order);

        Assert.IsType<PlatformAnswer.NotFound>(await FindAsync(order.Reference[..^1]));
        Assert.IsType<PlatformAnswer.NotFound>(await FindAsync(order.Reference + "0"));
        Assert.IsType<PlatformAnswer.NotFound>(await FindAsync(order.Reference.ToUpperInvariant()));
    }

    [Fact]
    public async Task Get_answers_the_order_of_an_id()
    {
        var ids = await PlaceAsync(NewOrder());

        var answer = await Adapter.GetAsync(ids.Id, Cancelled);

        Assert.SkipWhen(answer is PlatformAnswer.NotSupported, "The platform cannot be asked for an id.");
        Assert.Equal(ids, Assert.IsType<PlatformAnswer.Existed>(answer).Ids);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("999999999")]
    [InlineData("an id / of nobody?&#")]
    public async Task Get_of_an_unknown_id_finds_nothing(string id)
    {
        var answer = await Adapter.GetAsync(id, Cancelled);

        Assert.SkipWhen(answer is PlatformAnswer.NotSupported, "The platform cannot be asked for an id.");
        Assert.IsType<PlatformAnswer.NotFound>(answer);
    }

    [Fact]
    public async Task Half_made_order_is_not_taken_for_a_finished_one()
    {
        var (order, id) = await HalfMadeAsync();

        await AssertNothingFinalAsync(order);
        if (id is not null)
        {
            Assert.IsNotType<PlatformAnswer.Existed>(await Adapter.GetAsync(id, Cancelled));
        }
    }

    [Fact]
    public async Task Half_made_order_that_nobody_wants_is_taken_away()
    {
        var (order, id) = await HalfMadeAsync();
        Assert.SkipWhen(id is null, "A half-made order has no id.");

        var cancellation = new PlatformCancellation(id!, order.Currency.Value, "No longer wanted");
        Assert.IsType<PlatformChange.Done>(await Adapter.CancelAsync(cancellation, Cancelled));

        var answer = await FindAsync(order.Reference);
        Assert.True(answer is PlatformAnswer.NotFound or PlatformAnswer.Existed, Words(answer));
        Assert.True(answer is PlatformAnswer.NotFound || (await ReadAsync(order)).IsCancelled, "It is still there.");
    }

    private Task<PlatformAnswer> FindAsync(string reference) => Adapter.FindAsync(reference, Cancelled);

    // By crashes at one call after the other, until one leaves something behind that is not finished.
    private async Task<(PlatformOrder Order, string? Id)> HalfMadeAsync()
    {
        for (var call = 1; call <= MostCalls; call++)
        {
            using var gate = new CallGate(CallFate.CrashAfter, call);
            var order = NewOrder();
            await AnswerAsync(gate, adapter => adapter.CreateAsync(OutgoingOrder.Of(order), gate.Operation));
            if (!gate.HasStruck)
            {
                break;
            }

            if (await FindAsync(order.Reference) is PlatformAnswer.HalfMade half)
            {
                return (order, half.Id);
            }
        }

        Assert.Skip("No crash leaves a half-made order behind.");
        throw new System.Diagnostics.UnreachableException();
    }
}
