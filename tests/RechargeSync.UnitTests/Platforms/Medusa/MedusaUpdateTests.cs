using System.Text.Json.Nodes;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Medusa;

namespace RechargeSync.UnitTests.Platforms.Medusa;

public sealed class MedusaUpdateTests
{
    private static readonly PlatformAddress s_address = new()
    {
        FirstName = "Ada",
        Country = "US",
        City = "Springfield",
    };

    private static readonly PlatformOrder s_order = Orders.Of(Orders.Line(3, 8.33m)) with
    {
        Note = "Ring twice",
        ShippingAddress = s_address,
        Totals = new PlatformTotals { Total = 24.99m },
    };

    private static readonly PlatformIds s_ids = new("order_1", "7");

    [Fact]
    public void What_is_there_is_not_sent_again() =>
        Assert.Equal(new PlatformAnswer.Existed(s_ids), Of(s_order).Answer);

    [Fact]
    public void Only_what_is_different_is_sent()
    {
        var change = Of(s_order with { Note = "Ring once" }).Change!;

        Assert.Equal((null, null, null), (change.Email, change.ShippingAddress, change.BillingAddress));
        Assert.Equal("Ring once", (string?)change.Metadata!["recharge_note"]);
        Assert.Equal("2", change.Metadata["recharge_version"]!.ToJsonString());
        Assert.False(change.Metadata.ContainsKey("recharge_fixed"));
        Assert.False(change.Metadata.ContainsKey("recharge_order_id"));
    }

    [Fact]
    public void What_is_emptied_is_taken_away_and_what_is_not_mentioned_stays()
    {
        Assert.Equal("", (string?)Of(s_order with { Note = (string?)null }).Change!.Metadata!["recharge_note"]);
        Assert.False(Of(s_order with { Note = default }).Change!.Metadata!.ContainsKey("recharge_note"));
    }

    [Fact]
    public void An_address_is_sent_whole() =>
        Assert.Equal(
            new MedusaAddress
            {
                FirstName = "Ada",
                CountryCode = "us",
                City = "Peoria",
            },
            Of(s_order with { ShippingAddress = s_address with { City = "Peoria" } }).Change!.ShippingAddress
        );

    [Fact]
    public void An_address_that_is_taken_away_is_emptied() =>
        Assert.Equal(
            new MedusaAddress(),
            Of(s_order with { ShippingAddress = (PlatformAddress?)null }).Change!.ShippingAddress
        );

    [Fact]
    public void Another_country_is_not_carried() =>
        Assert.Equal(
            ["shippingAddress"],
            Refused(s_order with { ShippingAddress = s_address with { Country = "DE" } })
        );

    [Fact]
    public void An_address_with_a_country_where_there_was_none_is_not_carried() =>
        Assert.Equal(["billingAddress"], Refused(s_order with { BillingAddress = s_address }));

    [Fact]
    public void Other_lines_and_another_total_are_not_carried() =>
        Assert.Equal(
            ["lines", "totals.total"],
            Refused(
                s_order with
                {
                    Lines = new([Orders.Line(2, 8.33m)]),
                    Totals = new PlatformTotals { Total = 16.66m },
                }
            )
        );

    [Fact]
    public void Lines_that_are_not_mentioned_are_not_compared() =>
        Assert.NotNull(Of(s_order with { Lines = default, Note = "x" }).Change);

    [Fact]
    public void An_earlier_version_is_outdated()
    {
        var stored = Stored(s_order);
        stored.Metadata![MedusaMetadata.Version] = 3L;

        Assert.Equal(
            new PlatformAnswer.Outdated(3),
            MedusaUpdate.Of(stored, new PlatformUpdate(OutgoingOrder.Of(s_order with { Note = "x" }), 2)).Answer
        );
    }

    [Fact]
    public void A_cancelled_order_takes_nothing() =>
        Assert.IsType<PlatformAnswer.NotCarried>(
            MedusaUpdate
                .Of(
                    Stored(s_order) with
                    {
                        Status = "canceled",
                    },
                    new PlatformUpdate(OutgoingOrder.Of(s_order with { Note = "x" }), 2)
                )
                .Answer
        );

    [Fact]
    public void A_draft_is_half_made() =>
        Assert.Equal(
            new PlatformAnswer.HalfMade("order_1"),
            MedusaUpdate
                .Of(Stored(s_order) with { IsDraftOrder = true }, new PlatformUpdate(OutgoingOrder.Of(s_order), 2))
                .Answer
        );

    [Fact]
    public void A_refund_is_noted_once()
    {
        var stored = Stored(s_order);
        var change = MedusaUpdate.Of(stored, new PlatformRefund(IsWhole: false, 5m))!;
        foreach (var (key, value) in change.Metadata!)
        {
            stored.Metadata![key] = value!.DeepClone();
        }

        Assert.Equal("5.00", (string?)change.Metadata!["recharge_refunded"]);
        Assert.Null(MedusaUpdate.Of(stored, new PlatformRefund(IsWhole: false, 5m)));
    }

    private static IReadOnlyList<string> Refused(PlatformOrder wanted) =>
        Assert.IsType<PlatformAnswer.NotCarried>(Of(wanted).Answer).Fields;

    private static MedusaUpdate Of(PlatformOrder wanted) =>
        MedusaUpdate.Of(Stored(s_order), new PlatformUpdate(OutgoingOrder.Of(wanted), 2));

    // As it comes back from Medusa, through JSON.
    private static MedusaOrder Stored(PlatformOrder order) =>
        new()
        {
            Id = s_ids.Id,
            DisplayId = 7,
            Status = "pending",
            Email = order.Email.Value,
            ShippingAddress = MedusaAddress.Of(order.ShippingAddress.Value),
            Metadata = JsonNode.Parse(MedusaMetadata.ForNew(OutgoingOrder.Of(order)).ToJsonString())!.AsObject(),
        };
}
