using RechargeSync.Console.Deliveries;
using RechargeSync.Core.Storage;

namespace RechargeSync.Console.Orders;

/// <summary>What the tables beside an order's row tell of it.</summary>
internal sealed record OrderHistory(
    IReadOnlyList<DeliveryRow> Deliveries,
    IReadOnlyList<FailureRow> Failures,
    IReadOnlyList<ActRow> Acts,
    IReadOnlyList<ReconciliationFindingRow> Findings
)
{
    /// <summary>Whether one of the lists is so long that older events were left out.</summary>
    public bool Reaches(int most) =>
        Deliveries.Count >= most || Failures.Count >= most || Acts.Count >= most || Findings.Count >= most;
}
