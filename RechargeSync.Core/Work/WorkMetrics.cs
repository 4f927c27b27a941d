using System.Diagnostics.Metrics;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Telemetry;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Core.Work;

/// <summary>What the engine does and how work ends.</summary>
internal sealed class WorkMetrics
{
    private readonly Meter _meter;
    private readonly Histogram<double> _steps;
    private readonly Counter<long> _retries;
    private readonly Counter<long> _deadLetters;
    private readonly Counter<long> _notUnderstood;
    private readonly Counter<long> _fenced;
    private readonly Counter<long> _settled;
    private readonly Histogram<double> _duration;

    public WorkMetrics(IMeterFactory meters)
    {
        var meter = _meter = meters.Create(RechargeSyncTelemetry.Name);
        _steps = meter.CreateHistogram<double>(
            "rechargesync.work.step.duration",
            "s",
            "Time one step took, by step and outcome."
        );
        _retries = meter.CreateCounter<long>(
            "rechargesync.work.retries",
            "{retry}",
            "Steps put off to a later attempt, by step and reason."
        );
        _deadLetters = meter.CreateCounter<long>(
            "rechargesync.work.dead_letters",
            "{row}",
            "Rows given up, by reason."
        );
        _notUnderstood = meter.CreateCounter<long>(
            "rechargesync.work.not_understood",
            "{delivery}",
            "Deliveries that a worker has quarantined, by topic."
        );
        _fenced = meter.CreateCounter<long>(
            "rechargesync.work.fenced",
            "{write}",
            "Writes refused because another worker had taken over."
        );
        _settled = meter.CreateCounter<long>(
            "rechargesync.work.settled",
            "{row}",
            "Rows that settled, by kind and state."
        );
        _duration = meter.CreateHistogram<double>(
            "rechargesync.work.duration",
            "s",
            "Time from the first delivery to done."
        );
    }

    /// <summary>Has the sides that are paused measured whenever somebody asks.</summary>
    public void ObservePauses(Func<IEnumerable<Measurement<int>>> measure) =>
        _meter.CreateObservableGauge(
            "rechargesync.store.paused",
            measure,
            "{side}",
            "1 while a store's side is paused because it refuses everything, else 0."
        );

    public void StepDone(string store, WorkStep step, CallFailure? failure, TimeSpan elapsed) =>
        _steps.Record(
            elapsed.TotalSeconds,
            new("store", store),
            new("step", step.ToString()),
            new("outcome", failure?.Reason ?? "reached")
        );

    public void Retry(string store, WorkStep step, string reason) =>
        _retries.Add(1, new("store", store), new("step", step.ToString()), new("reason", reason));

    public void DeadLetter(string store, string reason) =>
        _deadLetters.Add(1, new("store", store), new("reason", reason));

    public void NotUnderstood(string store, string topic) =>
        _notUnderstood.Add(1, new("store", store), new("topic", topic));

    public void Fenced(string store) => _fenced.Add(1, new KeyValuePair<string, object?>("store", store));

    public void Settled(string store, string kind, WorkItem work)
    {
        var state = work.State.ToString().ToLowerInvariant();
        _settled.Add(1, new("store", store), new("kind", kind), new("state", state));
        if (work is { State: WorkState.Done, FinishedAt: { } finished })
        {
            _duration.Record((finished - work.CreatedAt).TotalSeconds, new("store", store), new("kind", kind));
        }
    }
}
