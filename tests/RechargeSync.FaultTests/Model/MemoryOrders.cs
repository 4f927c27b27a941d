using RechargeSync.Core.Inbox;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;
using Delivery = RechargeSync.FaultTests.Load.Delivery;

namespace RechargeSync.FaultTests.Model;

/// <summary>
/// The inbox and the row of one order, with the rules of the statements in <see cref="WorkSql"/>, and faults at each
/// call.
/// </summary>
internal sealed class MemoryOrders(StillClock clock, WorkerLife life, List<string> violations) : IWorkTable<OrderRow>
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
    private readonly List<PendingDelivery> _inbox = [];
    private readonly Dictionary<long, DeliveryState> _states = [];
    private Save<OrderRow>? _late;

    public TimeSpan Lease { get; } = new WorkOptions().Lease;

    public OrderRow? Row { get; private set; }

    public bool IsAtRest => Row?.Work.DueAt is null && _states.Values.All(state => state != DeliveryState.Received);

    public IEnumerable<DeliveryState> States => _states.Values;

    /// <summary>Whether the platform may have been told to cancel, ever.</summary>
    public bool CancelWasIntended { get; private set; }

    private DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>Stores a delivery; a copy is none.</summary>
    public void Deliver(Delivery delivery)
    {
        if (_keys.Add(delivery.DedupeKey))
        {
            _inbox.Add(new PendingDelivery(_inbox.Count + 1, delivery.Topic, delivery.Body, null));
            _states[_inbox.Count] = DeliveryState.Received;
        }
    }

    /// <summary>Stores what Recharge has answered.</summary>
    public Task<DeliveryVerdict> StoreAsync(Core.Inbox.Delivery delivery, CancellationToken cancellationToken)
    {
        var fault = life.Next();
        Begin(fault);
        _inbox.Add(new PendingDelivery(_inbox.Count + 1, delivery.Topic, delivery.Body, null));
        _states[_inbox.Count] = DeliveryState.Received;
        End(fault);
        return Task.FromResult(DeliveryVerdict.Stored);
    }

    public Task<Claim<OrderRow>?> ClaimAsync(WorkKey key, CancellationToken cancellationToken)
    {
        var fault = life.Next();
        Begin(fault);
        var claim = Claim(key);
        End(fault);
        return Task.FromResult(claim);
    }

    public Task<Saved> SaveAsync(Save<OrderRow> save, CancellationToken cancellationToken)
    {
        var fault = life.Next();
        if (fault is Fault.Unreachable or Fault.Refused or Fault.CrashBefore)
        {
            _late = save;
        }

        Begin(fault);
        var saved = Apply(save);
        End(fault);
        return Task.FromResult(saved);
    }

    /// <summary>A commit that was believed lost arrives after all.</summary>
    public void ArriveLate()
    {
        if (_late is { } save)
        {
            _late = null;
            Apply(save);
        }
    }

    public Task<IReadOnlyList<WorkKey>> DueAsync(IReadOnlyList<StoreRoom> rooms, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> ReleaseOwnAsync(CancellationToken cancellationToken)
    {
        if (Row is { Work.LeaseOwner: { } owner } && owner != Owner())
        {
            Row = Row with { Work = Row.Work with { DueAt = Now } };
        }

        return Task.FromResult(0);
    }

    private Claim<OrderRow>? Claim(WorkKey key)
    {
        var waits = _states.Values.Any(state => state == DeliveryState.Received);
        if (!waits && !(Row?.Work.DueAt <= Now))
        {
            return null;
        }

        var row =
            Row
            ?? new OrderRow
            {
                Store = key.Store,
                OrderId = key.OrderId,
                Work = new() { CreatedAt = Now },
            };
        if (row.Work.LeaseOwner is not null && row.Work.LeaseOwner != Owner() && row.Work.DueAt > Now)
        {
            return null;
        }

        var intent = Row is null ? WorkStep.Push : WorkStep.None;
        row = row with
        {
            Work = row.Work with
            {
                Fence = row.Work.Fence + 1,
                LeaseOwner = Owner(),
                DueAt = Now + Lease,
                UnknownSince = row.Work is { LeaseOwner: not null, Intent: not WorkStep.None }
                    ? Now
                    : row.Work.UnknownSince,
            },
        };
        Row = Row is null ? row with { Work = row.Work with { Intent = intent } } : row;
        var deliveries = _inbox.Where(delivery => _states[delivery.Id] == DeliveryState.Received).ToList();
        return new Claim<OrderRow>(
            row,
            deliveries,
            _inbox.FirstOrDefault(delivery => delivery.Id == row.PayloadInboxId),
            Now,
            intent
        );
    }

    private Saved Apply(Save<OrderRow> save)
    {
        if (Row?.Work.Fence != save.Row.Work.Fence || Row.Work.LeaseOwner != save.Row.Work.LeaseOwner)
        {
            return new Saved(Held: false, MoreWaits: false, Now);
        }

        Compare(Row, save.Row);
        CancelWasIntended |= save.Row.Work.Intent == WorkStep.CancelOnPlatform;
        Row = save.Row with
        {
            Work = save.Row.Work with
            {
                LeaseOwner = save.KeepLease ? Row.Work.LeaseOwner : null,
                DueAt = save.KeepLease ? Now + Lease : save.Row.Work.RetryAt,
            },
        };
        foreach (var outcome in save.Outcomes.Where(outcome => _states[outcome.Id] == DeliveryState.Received))
        {
            _states[outcome.Id] = outcome.State;
        }

        return new Saved(
            Held: true,
            !save.KeepLease && _states.Values.Any(state => state == DeliveryState.Received),
            Now
        );
    }

    private void Compare(OrderRow before, OrderRow after)
    {
        if (
            (before.PlatformOrderId is not null && before.PlatformOrderId != after.PlatformOrderId)
            || (before.OrderWrittenAt is not null && after.OrderWrittenAt is null)
            || (before.ChargeWrittenAt is not null && after.ChargeWrittenAt is null)
            || (before.SourceUpdatedAt > after.SourceUpdatedAt)
        )
        {
            violations.Add("I6 what was reached was undone");
        }
    }

    private void Begin(Fault fault)
    {
        switch (fault)
        {
            case Fault.Unreachable or Fault.Refused:
                throw new TimeoutException("The database is away.");
            case Fault.CrashBefore:
                throw life.Crash();
        }
    }

    private void End(Fault fault)
    {
        switch (fault)
        {
            case Fault.AnswerLost or Fault.AnswerHalved or Fault.Late:
                throw new TimeoutException("The database's answer was lost.");
            case Fault.CrashAfter:
                throw life.Crash();
        }
    }

    private string Owner() => FormattableString.Invariant($"worker#{life.Number}");
}
