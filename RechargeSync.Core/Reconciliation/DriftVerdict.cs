using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Reconciliation;

/// <summary>A difference and its remedy.</summary>
internal sealed record DriftVerdict(DriftKind Kind, string Detail, DriftRemedy Remedy);

/// <summary>What mends a difference.</summary>
internal enum DriftRemedy
{
    /// <summary>Nothing that we could do by ourselves: a person has to look.</summary>
    None,

    /// <summary>The order, as Recharge shows it, goes through the inbox like a webhook.</summary>
    Reingest,

    /// <summary>The ids are written onto the order once more, after a look whether they are there.</summary>
    WriteAgain,
}

/// <summary>The words of the report.</summary>
internal static class DriftDetail
{
    /// <summary>Missing: we have never heard of the order.</summary>
    public const string Unknown = "unknown";

    /// <summary>Missing: we know the order, but not that it has become success.</summary>
    public const string SuccessNotSeen = "success_not_seen";

    /// <summary>Missing: the order is a dead letter; its reason follows.</summary>
    public const string DeadLetter = "dead_letter";

    /// <summary>Different: cancelled or given back at Recharge after it was placed.</summary>
    public const string TakenBack = "taken_back";

    /// <summary>Missing: the order breaks the contract; it is in the inbox as quarantined.</summary>
    public const string NotUnderstood = "not_understood";

    /// <summary>Different: what we push of the order has changed at Recharge, and ours is not newer.</summary>
    public const string Changed = "changed";

    /// <summary>Different: Recharge has an external id, and we have placed no order.</summary>
    public const string LinkedElsewhere = "linked_elsewhere";

    /// <summary>Different: we wrote the ids, and Recharge shows none.</summary>
    public const string WriteBackLost = "write_back_lost";

    /// <summary>Different: Recharge no longer shows the id that it once sent to us.</summary>
    public const string AdoptedIdGone = "adopted_id_gone";

    /// <summary>Extra: Recharge links the order to another one than we placed.</summary>
    public const string OtherExternalId = "other_external_id";

    /// <summary>Extra: Recharge does not know the order that we placed.</summary>
    public const string NotFound = "not_found";
}
