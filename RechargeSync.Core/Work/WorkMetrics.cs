using System.Diagnostics.Metrics;
using RechargeSync.Core.Http;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Telemetry;

namespace RechargeSync.Core.Work;

/// <summary>What the state machine does and how it ends.</summary>
internal sealed class SyncMetrics
{
    private readonly Histogram<double> _steps;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _fenced;
    private readonly Counter<long> _rested;
    private readonly Histogram<double> _duration;

    public SyncMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(RechargeSyncTelemetry.Name);
        _steps = meter.CreateHistogram<double>(
            "rechargesync.sync.step.duration",
            "s",
            "Time one step took, by action and outcome."
        );
        _retries = meter.CreateCounter<long>(
            "rechargesync.sync.retries",
            "{retry}",
            "Steps put off to a later try, by action and reason."
        );
        _deadLetters = meter.CreateCounter<long>(
            "rechargesync.sync.dead_letters",
            "{order}",
            "Orders and carts given up, by reason."
        );
        _fenced = meter.CreateCounter<long>(
            "rechargesync.sync.fenced",
            "{write}",
            "Writes refused because another worker had taken over."
        );
        _rested = meter.CreateCounter<long>(
            "rechargesync.sync.rested",
            "{order}",
            "Orders and carts that came to rest, by kind and state."
        );
        _duration = meter.CreateHistogram<double>(
            "rechargesync.sync.duration",
            "s",
            "Time from the first delivery to done."
        );
    }

    public void StepDone(string store, SyncAction action, CallFailure? failure, TimeSpan elapsed) =>
        _steps.Record(
            elapsed.TotalSeconds,
            new("store", store),
            new("action", action.ToString()),
            new("outcome", failure?.Reason ?? "reached")
        );

    public void Retry(string store, SyncAction action, string reason) =>
        _retries.Add(1, new("store", store), new("action", action.ToString()), new("reason", reason));

    public void DeadLetter(string store, string reason) =>
        _deadLetters.Add(1, new("store", store), new("reason", reason));

    public void Fenced(string store) => _fenced.Add(1, new KeyValuePair<string, object?>("store", store));

    public void Rested(string store, WorkState state, WorkRow row)
    {
        var kind = row is OrderRow ? "order" : "cart";
        _rested.Add(1, new("store", store), new("kind", kind), new("state", state.ToString().ToLowerInvariant()));
        if (state == WorkState.Done && row.FinishedAt is { } finished)
        {
            _duration.Record((finished - row.CreatedAt).TotalSeconds, new("store", store), new("kind", kind));
        }
    }
}
