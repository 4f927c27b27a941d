namespace RechargeSync.Platforms.Conformance;

// Each change that the capabilities promise arrives; each other one is refused by name, and changes nothing.
public abstract partial class PlatformConformance<TPlatform>
{
    [Theory]
    [InlineData(PlatformCapabilities.Lines)]
    [InlineData(PlatformCapabilities.Prices)]
    [InlineData(PlatformCapabilities.Addresses)]
    [InlineData(PlatformCapabilities.Country)]
    [InlineData(PlatformCapabilities.Email)]
    [InlineData(PlatformCapabilities.Note)]
    [InlineData(PlatformCapabilities.Tags)]
    [InlineData(PlatformCapabilities.Attributes)]
    [InlineData(PlatformCapabilities.Customer)]
    public async Task Update_brings_a_change_or_refuses_it_by_name(PlatformCapabilities change)
    {
        AssertUpdates();
        Assert.SkipWhen(
            change == PlatformCapabilities.Country && Platform.Catalogue.OtherCountry is null,
            "The platform serves one country."
        );
        var order = NewOrder(SaleCase.Taxed);
        var ids = await PlaceAsync(order);
        var changed = Changed(order, change);

        var answer = await UpdateAsync(ids, changed, 2);

        if (Can(change))
        {
            AssertIsAsTold(answer);
            Assert.Empty(Difference.Of(changed, await ReadAsync(order)));
        }
        else
        {
            Assert.NotEmpty(Assert.IsType<PlatformAnswer.NotCarried>(answer).Fields);
            Assert.Empty(Difference.Of(order, await ReadAsync(order)));
        }
    }

    [Fact]
    public async Task Update_of_a_lines_properties_arrives_or_is_refused_by_name()
    {
        AssertUpdates();
        var order = NewOrder();
        var ids = await PlaceAsync(order);
        var changed = TestOrder.WithLines(order, Ground);

        var answer = await UpdateAsync(ids, changed, 2);

        if (answer is PlatformAnswer.NotCarried refused)
        {
            Assert.NotEmpty(refused.Fields);
            Assert.Empty(Difference.Of(order, await ReadAsync(order)));
        }
        else
        {
            AssertIsAsTold(answer);
            Assert.Empty(Difference.Of(changed, await ReadAsync(order)));
        }
    }

    [Fact]
    [Trait(Form, Short)]
    public async Task Update_of_everything_that_can_be_changed_may_be_repeated()
    {
        AssertUpdates();
        var order = NewOrder(SaleCase.Taxed);
        var ids = await PlaceAsync(order);
        var changed = ChangedInAll(order);

        AssertIsAsTold(await UpdateAsync(ids, changed, 2));
        AssertIsAsTold(await UpdateAsync(ids, changed, 2));

        Assert.Empty(Difference.Of(changed, await ReadAsync(order)));
    }

    [Fact]
    public async Task Update_without_a_change_leaves_the_order_as_it_is()
    {
        AssertUpdates();
        var order = NewOrder(SaleCase.Taxed);
        var ids = await PlaceAsync(order);

        AssertIsAsTold(await UpdateAsync(ids, order, 2));

        await AssertPlacedOnceAsync(order);
    }

    [Fact]
    public async Task Update_leaves_what_it_does_not_mention()
    {
        AssertUpdates();
        var order = NewOrder(SaleCase.Taxed);
        var ids = await PlaceAsync(order);
        var silent = new PlatformOrder
        {
            Reference = order.Reference,
            RechargeOrderId = order.RechargeOrderId,
            Status = order.Status,
            Currency = order.Currency,
            Customer = new PlatformCustomer(),
            Payment = new(default, default),
            Totals = new PlatformTotals(),
        };

        AssertIsAsTold(await UpdateAsync(ids, silent, 2));

        await AssertPlacedOnceAsync(order);
    }

    [Fact]
    public async Task Update_empties_what_is_null()
    {
        AssertUpdates();
        var order = NewOrder();
        var ids = await PlaceAsync(order);
        var emptied = order with
        {
            Note = Can(PlatformCapabilities.Note) ? null : order.Note,
            Tags = Can(PlatformCapabilities.Tags) ? new([]) : order.Tags,
            Attributes = Can(PlatformCapabilities.Attributes) ? new([]) : order.Attributes,
            ShippingAddress = Can(PlatformCapabilities.Addresses)
                ? order.ShippingAddress.Value! with
                {
                    Company = null,
                    Address2 = null,
                    Phone = null,
                }
                : order.ShippingAddress,
        };

        AssertIsAsTold(await UpdateAsync(ids, emptied, 2));

        Assert.Empty(Difference.Of(emptied, await ReadAsync(order)));
    }

    [Theory]
    [InlineData(SaleCase.Taxed, false)]
    [InlineData(SaleCase.Taxed, true)]
    [InlineData(SaleCase.DiscountOfLines, true)]
    [InlineData(SaleCase.Yen, false)]
    [InlineData(SaleCase.Yen, true)]
    [InlineData(SaleCase.Dinar, false)]
    [InlineData(SaleCase.Dinar, true)]
    public async Task Update_changes_no_amount_of_a_paid_order(SaleCase sale, bool promotion)
    {
        Assert.SkipUnless(Can(PlatformCapabilities.Addresses), "The platform changes no addresses.");
        AssertTakes(sale);
        var order = NewOrder(sale);
        var ids = await PlaceAsync(order);
        var changed = ChangedInAll(order, but: PlatformCapabilities.Lines | PlatformCapabilities.Prices);
        if (promotion)
        {
            await StartPromotionAsync();
        }

        var answer = await UpdateAsync(ids, changed, 2);

        if (answer is PlatformAnswer.NotCarried && promotion && Platform.Limits.Promotions is not null)
        {
            await AssertPlacedOnceAsync(order);
            return;
        }

        AssertIsAsTold(answer);
        await AssertChangedOnceAsync(order, changed);
    }

    [Fact]
    public async Task Older_update_does_not_win()
    {
        Assert.SkipUnless(Can(PlatformCapabilities.Versions), "The platform keeps no version of an update.");
        AssertUpdates();
        var order = NewOrder();
        var ids = await PlaceAsync(order);
        var newer = ChangedInAll(order);
        AssertIsAsTold(await UpdateAsync(ids, newer, 5));

        var answer = await UpdateAsync(ids, order, 4);

        Assert.Equal(5, Assert.IsType<PlatformAnswer.Outdated>(answer).Version);
        Assert.Empty(Difference.Of(newer, await ReadAsync(order)));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("999999999")]
    public async Task Update_of_an_unknown_id_finds_nothing(string id)
    {
        AssertUpdates();

        var update = new PlatformUpdate(OutgoingOrder.Of(NewOrder()), 2);

        Assert.IsType<PlatformAnswer.NotFound>(await Adapter.UpdateAsync(id, update, Cancelled));
    }

    [Fact]
    public async Task Updates_at_once_leave_one_order_of_one_payment()
    {
        AssertUpdates();
        var order = NewOrder(SaleCase.Taxed);
        var ids = await PlaceAsync(order);
        var changed = ChangedInAll(order);
        var adapter = Adapter;

        await Task.WhenAll(
            Enumerable
                .Range(0, Tries)
                .Select(_ =>
                    adapter.UpdateAsync(ids.Id, new PlatformUpdate(OutgoingOrder.Of(changed), 2), Cancelled)
                )
        );

        AssertIsAsTold(await UpdateAsync(ids, changed, 3));
        await AssertChangedOnceAsync(order, changed);
    }

    private Task<PlatformAnswer> UpdateAsync(PlatformIds ids, PlatformOrder order, long version) =>
        Adapter.UpdateAsync(ids.Id, new PlatformUpdate(OutgoingOrder.Of(order), version), Cancelled);

    private bool Can(PlatformCapabilities what) => Adapter.Capabilities.HasFlag(what);

    private void AssertUpdates() =>
        Assert.SkipWhen(
            (Adapter.Capabilities & PlatformCapabilities.EveryChange) == PlatformCapabilities.None,
            "The platform takes no change."
        );

    private void AssertTakes(SaleCase sale)
    {
        var currency = Sales.Of(sale, Platform.Catalogue.Currencies[0]).Currency;
        Assert.SkipUnless(Platform.Catalogue.Takes(currency), $"No orders in {currency} are taken.");
        Assert.SkipWhen(Platform.Limits.Refuses.ContainsKey(sale), $"A sale such as {sale} is refused.");
    }

    private static void AssertIsAsTold(PlatformAnswer answer) =>
        Assert.True(answer is PlatformAnswer.Existed or PlatformAnswer.Made, Words(answer));

    private PlatformOrder ChangedInAll(PlatformOrder order, PlatformCapabilities but = PlatformCapabilities.None) =>
        Enum.GetValues<PlatformCapabilities>()
            .Where(one =>
                PlatformCapabilities.EveryChange.HasFlag(one)
                && System.Numerics.BitOperations.IsPow2((int)one)
                && one is not PlatformCapabilities.Country
                && !but.HasFlag(one)
                && Can(one)
            )
            .Aggregate(order, Changed);

    private PlatformOrder Changed(PlatformOrder order, PlatformCapabilities change) =>
        change switch
        {
            PlatformCapabilities.Lines => order with
            {
                Lines = new([
                    order.Lines.Value[0] with
                    {
                        Quantity = order.Lines.Value[0].Quantity + 1,
                        Total = order.Lines.Value[0].Total + order.Lines.Value[0].UnitPrice,
                    },
                    .. order.Lines.Value.Skip(1),
                ]),
                Totals = Dearer(order.Totals, order.Lines.Value[0].UnitPrice!.Value),
            },
            PlatformCapabilities.Prices => order with
            {
                ShippingLines = new([
                    order.ShippingLines.Value[0] with
                    {
                        Price = order.ShippingLines.Value[0].Price + 1,
                    },
                    .. order.ShippingLines.Value.Skip(1),
                ]),
                Totals = order.Totals with
                {
                    Shipping = order.Totals.Shipping.Value + 1,
                    Total = order.Totals.Total.Value + 1,
                },
            },
            PlatformCapabilities.Addresses => order with
            {
                ShippingAddress = Moved(order.ShippingAddress.Value!),
                BillingAddress = Moved(order.BillingAddress.Value!),
            },
            PlatformCapabilities.Country => order with
            {
                ShippingAddress = order.ShippingAddress.Value! with
                {
                    Country = Platform.Catalogue.OtherCountry,
                    CountryName = null,
                },
            },
            PlatformCapabilities.Email => order with
            {
                Email = "new-" + order.Email.Value,
                Customer = order.Customer with { Email = "new-" + order.Email.Value },
            },
            PlatformCapabilities.Note => order with { Note = "Ring twice; then wait." },
            PlatformCapabilities.Tags => order with { Tags = new(["Subscription", "VIP"]) },
            PlatformCapabilities.Attributes => order with
            {
                Attributes = new([new PlatformNamedValue("gift", "yes"), new PlatformNamedValue("wrap", "red")]),
            },
            PlatformCapabilities.Customer => order with
            {
                Customer = order.Customer with { FirstName = "Grace", LastName = "Verifier", Phone = "5550199" },
            },
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "Unknown change."),
        };

    private static PlatformLine Ground(PlatformLine line) =>
        line with
        {
            Properties = [new PlatformNamedValue("grind", "espresso")],
        };

    private static PlatformTotals Dearer(PlatformTotals totals, decimal by) =>
        totals with
        {
            Subtotal = totals.Subtotal.Value + by,
            Total = totals.Total.Value + by,
        };

    private static PlatformAddress Moved(PlatformAddress address) =>
        address with
        {
            FirstName = "Grace",
            Address1 = "99 Other Road",
            Address2 = null,
            City = "Shelbyville",
            Zip = "62565",
        };
}
