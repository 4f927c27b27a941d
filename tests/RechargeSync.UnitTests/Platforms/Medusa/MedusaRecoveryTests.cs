using System.Text.Json.Nodes;
using RechargeSync.Platforms.Medusa;

namespace RechargeSync.UnitTests.Platforms.Medusa;

public sealed class MedusaRecoveryTests
{
    private const string Hash = "aa";

    private static readonly MedusaOrder s_draft = new()
    {
        Id = "order_1",
        CustomDisplayId = Orders.Reference,
        Status = "draft",
        IsDraftOrder = true,
        Total = 29.89m,
        Metadata = new JsonObject { [MedusaMetadata.Hash] = Hash },
    };

    private static readonly MedusaOrder s_placed = s_draft with { Status = "pending", IsDraftOrder = false };

    [Fact]
    public void Nothing_is_there_and_a_draft_is_made() => Assert.Equal((MedusaAct.CreateDraft, null), Next(null));

    [Fact]
    public void A_draft_as_it_should_be_is_converted() => Assert.Equal((MedusaAct.Convert, null), Next(s_draft));

    [Fact]
    public void A_draft_of_other_contents_is_replaced() =>
        Assert.Equal((MedusaAct.ReplaceDraft, null), Next(s_draft with { Metadata = [] }));

    [Fact]
    public void A_draft_of_another_total_is_refused() =>
        Assert.Equal((MedusaAct.RefuseDraft, null), Next(s_draft with { Total = 29.88m }));

    [Fact]
    public void Digits_that_Medusa_lost_are_no_other_total() =>
        Assert.Equal((MedusaAct.Convert, null), Next(s_draft with { Total = 29.889999999999999m }));

    [Fact]
    public void A_draft_whose_reference_is_not_unique_is_refused() =>
        Assert.Equal((MedusaAct.RefuseUnguarded, null), Next(s_draft with { CustomDisplayId = null }));

    [Fact]
    public void An_order_without_a_collection_gets_one() =>
        Assert.Equal((MedusaAct.CreateCollection, null), Next(s_placed));

    [Fact]
    public void A_collection_that_was_made_and_not_paid_is_used() =>
        Assert.Equal(
            (MedusaAct.Pay, "pay_2"),
            Next(With(new("pay_3", "not_paid", 29.89m), new("pay_2", "not_paid", 29.89m)))
        );

    [Fact]
    public void A_collection_of_another_amount_is_not_used() =>
        Assert.Equal((MedusaAct.CreateCollection, null), Next(With(new MedusaCollection("pay_1", "not_paid", 1m))));

    [Fact]
    public void Of_two_that_made_a_collection_each_the_first_one_pays()
    {
        var order = With(new("pay_1", "not_paid", 29.89m), new("pay_2", "not_paid", 29.89m));

        Assert.Equal((MedusaAct.Pay, "pay_1"), Next(order, "pay_1"));
        Assert.Equal((MedusaAct.Leave, null), Next(order, "pay_2"));
    }

    [Fact]
    public void An_order_that_was_paid_meanwhile_is_not_paid_again() =>
        Assert.Equal(
            (MedusaAct.Done, null),
            Next(With(new("pay_1", "completed", 29.89m), new("pay_2", "not_paid", 29.89m)), "pay_2")
        );

    [Fact]
    public void Nothing_is_to_be_paid_of_a_free_order_and_of_a_cancelled_one()
    {
        Assert.Equal((MedusaAct.Done, null), Next(s_placed with { Total = 0m }));
        Assert.Equal((MedusaAct.Done, null), Next(s_placed with { Status = "canceled" }));
    }

    private static MedusaOrder With(params MedusaCollection[] collections) =>
        s_placed with
        {
            PaymentCollections = collections,
        };

    private static (MedusaAct, string?) Next(MedusaOrder? found, string? own = null) =>
        MedusaRecovery.Next(found, Orders.Reference, Hash, 29.89m, own);
}
