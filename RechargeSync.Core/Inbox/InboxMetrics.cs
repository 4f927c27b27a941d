using System.Diagnostics.Metrics;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Inbox;

/// <summary>What arrives and what becomes of it.</summary>
internal sealed class InboxMetrics(IMeterFactory meters)
{
    private readonly Counter<long> _deliveries = meters
        .Create(RechargeSyncTelemetry.Name)
        .CreateCounter<long>(
            "rechargesync.inbox.deliveries",
            "{delivery}",
            "Acknowledged deliveries by verdict: stored, duplicate, quarantined."
        );

    private readonly Counter<long> _rejected = meters
        .Create(RechargeSyncTelemetry.Name)
        .CreateCounter<long>(
            "rechargesync.inbox.rejected",
            "{delivery}",
            "Deliveries that were not acknowledged, by reason."
        );

    private readonly Counter<long> _legacy = meters
        .Create(RechargeSyncTelemetry.Name)
        .CreateCounter<long>(
            "rechargesync.inbox.legacy_signatures",
            "{delivery}",
            "Acknowledged deliveries that the legacy header alone vouches for."
        );

    private readonly Counter<long> _closed = meters
        .Create(RechargeSyncTelemetry.Name)
        .CreateCounter<long>(
            "rechargesync.inbox.connections.closed",
            "{connection}",
            "Connections that were closed unread because there were too many."
        );

    private readonly Counter<long> _swept = meters
        .Create(RechargeSyncTelemetry.Name)
        .CreateCounter<long>(
            "rechargesync.inbox.swept",
            "{delivery}",
            "Times that a worker took up, from the inbox, what no stream entry had led it to."
        );

    public void Accepted(string store, string topic, DeliveryVerdict verdict) =>
        _deliveries.Add(
            1,
            new("store", store),
            new("topic", topic),
            new("verdict", verdict.ToString().ToLowerInvariant())
        );

    public void LegacyAccepted(string store) => _legacy.Add(1, new KeyValuePair<string, object?>("store", store));

    public void ConnectionClosed() => _closed.Add(1);

    public void Rejected(string reason) => _rejected.Add(1, new KeyValuePair<string, object?>("reason", reason));

    public void Swept() => _swept.Add(1);
}
