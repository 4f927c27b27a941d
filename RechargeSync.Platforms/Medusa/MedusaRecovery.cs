namespace RechargeSync.Platforms.Medusa;

/// <summary>What is to be done next for an order that is placed by the admin API.</summary>
internal enum MedusaAct
{
    /// <summary>There is nothing: make a draft.</summary>
    CreateDraft,

    /// <summary>A draft of other contents, left behind by an earlier attempt: take it away and begin anew.</summary>
    ReplaceDraft,

    /// <summary>A draft that comes to something else than the order: take it away, and let a person see.</summary>
    RefuseDraft,

    /// <summary>
    /// A draft whose reference Medusa does not keep unique: take it away, and have the shop's setting mended.
    /// </summary>
    RefuseUnguarded,

    /// <summary>A draft as it should be: make it an order.</summary>
    Convert,

    /// <summary>An order for which nobody has noted what is to be paid: note it.</summary>
    CreateCollection,

    /// <summary>An order that is to be paid: mark it so.</summary>
    Pay,

    /// <summary>Somebody else is at the payment: leave it to them.</summary>
    Leave,

    /// <summary>Placed and paid, or there is nothing to pay, or cancelled.</summary>
    Done,
}

/// <summary>
/// The recovery points of an order between the calls that it takes: whatever an earlier attempt got done is found and
/// gone on with. Medusa lets an order be paid more than once, so this looks before each write. Pure.
/// </summary>
internal static class MedusaRecovery
{
    /// <summary>Medusa rounds nothing, and keeps 20 digits.</summary>
    private const decimal Tolerance = 0.00001m;

    /// <summary>What is next.</summary>
    /// <param name="found">The order as it was seen last; null where there is none.</param>
    /// <param name="reference">Our reference.</param>
    /// <param name="hash">What the order is to hold, of <see cref="MedusaMetadata.Hash"/>.</param>
    /// <param name="total">What it has to come to.</param>
    /// <param name="ownCollection">The payment collection that this attempt has made; null for none.</param>
    public static (MedusaAct Act, string? Collection) Next(
        MedusaOrder? found,
        string reference,
        string hash,
        decimal total,
        string? ownCollection
    )
    {
        if (found is null)
        {
            return (MedusaAct.CreateDraft, null);
        }

        if (found.IsDraftOrder)
        {
            return (
                found.CustomDisplayId != reference ? MedusaAct.RefuseUnguarded
                : found.Noted(MedusaMetadata.Hash) != hash ? MedusaAct.ReplaceDraft
                : !Comes(found, total) ? MedusaAct.RefuseDraft
                : MedusaAct.Convert,
                null
            );
        }

        List<MedusaCollection> collections = [.. (found.PaymentCollections ?? []).OfType<MedusaCollection>()];
        if (found.IsCanceled || found.Total is not > 0 || collections.Exists(one => one.Status == "completed"))
        {
            return (MedusaAct.Done, null);
        }

        var first = collections
            .Where(one => one.Status == "not_paid" && one.Amount == found.Total)
            .Select(one => one.Id)
            .Order(StringComparer.Ordinal)
            .FirstOrDefault();
        return first is null ? (MedusaAct.CreateCollection, null)
            // Two that made one each at the same time: the first one pays.
            : ownCollection is not null && ownCollection != first ? (MedusaAct.Leave, null)
            : (MedusaAct.Pay, first);
    }

    /// <summary>Whether an order comes to a total.</summary>
    public static bool Comes(MedusaOrder order, decimal total) =>
        order.Total is { } sum && Math.Abs(sum - total) <= Tolerance;
}
