using System.Diagnostics.Metrics;
using System.Text.RegularExpressions;
using RechargeSync.Core.Recharge;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Orders;

/// <summary>What is worth a look about orders, beside how their work goes.</summary>
internal sealed partial class OrderMetrics
{
    private readonly Counter<long> _remarks;
    private readonly Counter<long> _adopted;

    public OrderMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(RechargeSyncTelemetry.Name);
        _remarks = meter.CreateCounter<long>(
            "rechargesync.orders.remarks",
            "{remark}",
            "Members of orders that could not be read as expected, by member."
        );
        _adopted = meter.CreateCounter<long>(
            "rechargesync.orders.adopted",
            "{order}",
            "Orders that somebody else had placed and linked."
        );
    }

    /// <summary>Counts remarks by their members, whichever line they are of.</summary>
    public void Remarked(string store, IReadOnlyList<Remark> remarks)
    {
        foreach (var remark in remarks)
        {
            _remarks.Add(1, new("store", store), new("member", Position().Replace(remark.Member, "[]")));
        }
    }

    public void Adopted(string store) => _adopted.Add(1, new KeyValuePair<string, object?>("store", store));

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Position();
}
