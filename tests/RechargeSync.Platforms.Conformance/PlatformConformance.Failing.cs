using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Conformance;

// Each error is judged as what it is, and leaves nothing behind that is final.
public abstract partial class PlatformConformance<TPlatform>
{
    private static readonly TimeSpan s_longestCheck = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData(ProvokedError.WrongSetting, CallFailureKind.Configuration, PlatformReason.Configuration)]
    [InlineData(ProvokedError.UnknownVariant, CallFailureKind.Permanent, PlatformReason.UnknownVariant)]
    [InlineData(ProvokedError.UnpublishedVariant, CallFailureKind.Permanent, PlatformReason.UnknownVariant)]
    [InlineData(ProvokedError.CountryNotServed, CallFailureKind.Permanent, PlatformReason.CountryNotServed)]
    [InlineData(ProvokedError.TooLarge, CallFailureKind.Permanent, PlatformReason.TooLarge)]
    [InlineData(ProvokedError.CurrencyPrecision, CallFailureKind.Permanent, PlatformReason.CurrencyPrecision)]
    [InlineData(ProvokedError.TotalDiffers, CallFailureKind.Permanent, PlatformReason.TotalDiffers)]
    public async Task Create_judges_what_is_wrong(ProvokedError error, CallFailureKind kind, string reason)
    {
        var provocation = await ProvokeAsync(error);
        var order = provocation.Order(NewOrder());

        var failure = Failure(await NewAdapter(provocation).CreateAsync(OutgoingOrder.Of(order), Cancelled));

        Assert.Equal((kind, reason, BlameOf(kind)), (failure.Kind, failure.Reason, failure.Blame));
        await AssertNothingFinalAsync(order);
    }

    [Fact]
    public async Task Create_waits_for_stock_and_takes_it_once()
    {
        var provocation = await ProvokeAsync(ProvokedError.OutOfStock);
        var order = provocation.Order(NewOrder());

        var failure = Failure(await NewAdapter(provocation).CreateAsync(OutgoingOrder.Of(order), Cancelled));

        Assert.Equal(
            (CallFailureKind.OutOfStock, PlatformReason.OutOfStock, Blame.Order),
            (failure.Kind, failure.Reason, failure.Blame)
        );
        await AssertNothingFinalAsync(order);
        await provocation.Undo!(Cancelled);
        await ResumeAsync(NewAdapter(provocation), order);
        await AssertPlacedOnceAsync(order);
    }

    [Fact]
    [Trait(Form, Short)]
    public async Task Wrong_key_is_the_sides_fault()
    {
        var provocation = await ProvokeAsync(ProvokedError.WrongKey);
        var order = NewOrder();
        await PlaceAsync(order);
        var next = NewOrder();

        var ofCreate = Failure(await NewAdapter(provocation).CreateAsync(OutgoingOrder.Of(next), Cancelled));
        var ofFind = Failure(await NewAdapter(provocation).FindAsync(order.Reference, Cancelled));

        foreach (var failure in (CallFailure[])[ofCreate, ofFind])
        {
            Assert.True(failure.Kind is CallFailureKind.Transient or CallFailureKind.Configuration, $"{failure}");
            Assert.Equal(Blame.Side, failure.Blame);
        }

        await AssertNothingFinalAsync(next);
    }

    [Fact]
    public async Task Throttling_names_the_time_to_wait()
    {
        using var gate = new CallGate(CallFate.Throttled, call: 1);

        var failure = Failure(await NewAdapter(gate).FindAsync(NewOrder().Reference, gate.Operation));

        Assert.Equal(
            (CallFailureKind.Transient, TimeSpan.FromSeconds(7)),
            (failure.Kind, failure.RetryAfter ?? TimeSpan.Zero)
        );
    }

    [Fact]
    public async Task Platform_that_is_not_there_is_unreachable()
    {
        var settings = new Dictionary<string, string?>(Platform.Settings, StringComparer.OrdinalIgnoreCase)
        {
            // Port 1 of this machine: nothing listens there.
            ["BaseUrl"] = "http://127.0.0.1:1",
        };

        var failure = Failure(
            await NewAdapter(settings: settings).CreateAsync(OutgoingOrder.Of(NewOrder()), Cancelled)
        );

        Assert.Equal((CallFailureKind.Transient, Blame.Side), (failure.Kind, failure.Blame));
    }

    [Fact]
    public async Task Operation_that_is_cancelled_is_over()
    {
        using var over = new CancellationTokenSource();
        await over.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Adapter.CreateAsync(OutgoingOrder.Of(NewOrder()), over.Token)
        );
    }

    [Fact]
    public async Task Sale_in_a_currency_that_is_not_taken_is_refused()
    {
        const string Unknown = "XTS";
        var order = NewOrder() with { Currency = Unknown };
        Assert.SkipWhen(Platform.Catalogue.Takes(TestCatalogue.AnyCurrency), "Every currency is taken.");

        var failure = Failure(await Adapter.CreateAsync(OutgoingOrder.Of(order), Cancelled));

        Assert.True(failure.Kind is CallFailureKind.Permanent or CallFailureKind.Configuration, $"{failure}");
        await AssertNothingFinalAsync(order);
    }

    [Fact]
    [Trait(Form, Short)]
    public async Task Check_finds_that_all_is_in_place()
    {
        var findings = await CheckAsync(Adapter);

        Assert.Equal(PlatformFinding.Credentials, findings[0].Code);
        Assert.DoesNotContain(findings, finding => finding.Severity == FindingSeverity.Failed);
        Assert.Distinct(findings.Select(finding => finding.Code), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Check_finds_the_wrong_key_and_asks_no_further()
    {
        var provocation = await ProvokeAsync(ProvokedError.WrongKey);

        var finding = Assert.Single(await CheckAsync(NewAdapter(provocation)));

        Assert.Equal((FindingSeverity.Failed, PlatformFinding.Credentials), (finding.Severity, finding.Code));
        Assert.NotNull(finding.NextAct);
    }

    [Fact]
    public async Task Check_finds_the_wrong_setting()
    {
        var provocation = await ProvokeAsync(ProvokedError.WrongSetting);

        var findings = await CheckAsync(NewAdapter(provocation));

        Assert.Contains(findings, finding => finding is { Severity: FindingSeverity.Failed, NextAct: not null });
    }

    [Fact]
    public async Task Check_warns_of_a_promotion_that_keeps_orders_from_being_placed()
    {
        Assert.SkipUnless(Platform.Limits.Promotions is not null, "Orders are placed as paid during a promotion.");
        await StartPromotionAsync();

        var findings = await CheckAsync(Adapter);

        Assert.Contains(findings, finding => finding.Severity != FindingSeverity.Ok);
    }

    private static async Task<IReadOnlyList<PlatformFinding>> CheckAsync(IOrderPlatform adapter)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        patience.CancelAfter(s_longestCheck);
        return await adapter.CheckAsync(patience.Token);
    }

    private async Task<Provocation> ProvokeAsync(ProvokedError error)
    {
        var provocation = await Platform.ProvokeAsync(error, Cancelled);
        Assert.SkipWhen(provocation is null, $"The platform knows no such error as {error}.");
        if (provocation!.Undo is { } undo)
        {
            _ended.Add(new Undoing(undo));
        }

        return provocation;
    }

    private static Blame BlameOf(CallFailureKind kind) =>
        kind == CallFailureKind.Configuration ? Blame.Side : Blame.Order;

    private sealed class Undoing(Func<CancellationToken, Task> undo) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await undo(CancellationToken.None);
    }
}
