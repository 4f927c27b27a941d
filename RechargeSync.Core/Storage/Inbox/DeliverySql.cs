using RechargeSync.Core.Storage.Sql;

namespace RechargeSync.Core.Storage;

/// <summary>
/// Where deliveries stand, in the words of the indexes that know them, and how they are changed from outside.
/// </summary>
internal static class DeliverySql
{
    /// <summary>Not applied yet.</summary>
    public static readonly string IsWaiting = $"state = {DeliveryState.Received.Sql()}";

    /// <summary>
    /// What an operator is asked about: deliveries that never became part of an order or a cart.
    /// </summary>
    public static readonly string IsRefused =
        $"state in ({DeliveryState.Quarantined.Sql()}, {DeliveryState.Dead.Sql()})";

    /// <summary>
    /// A refused delivery goes back to the sweeper. Only where it names its resource: else nobody can work on it.
    /// </summary>
    public static readonly string Revive =
        $"state = {DeliveryState.Received.Sql()}, reason = NULL, finished_at = NULL, sweeps = 0, "
        + "enqueued_at = received_at";

    /// <summary>Applied, or done with by an operator: nothing is going to read it.</summary>
    public static readonly string IsSettled = $"state in ({DeliveryState.Done.Sql()}, {DeliveryState.Ignored.Sql()})";

    /// <summary>The body is gone. What tells that it was delivered stays, above all its dedupe key.</summary>
    public const string Erase = "body = '', erased_at = now(), keep_until = NULL";

    /// <summary>A refused delivery is done with.</summary>
    public static readonly string Discard = $"state = {DeliveryState.Ignored.Sql()}";
}
