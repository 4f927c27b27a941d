using RechargeSync.Core.Storage;
using RechargeSync.Core.Work;

namespace RechargeSync.UnitTests.Testing;

/// <summary>
/// One order's row and inbox in memory, with the lease, the fencing token and a journal of every commit.
/// </summary>
internal sealed class MemoryTable(TimeProvider clock, List<string> journal) : IWorkTable<OrderRow>
{
    private readonly List<PendingDelivery> _inbox = [];

    public OrderRow Row { get; set; } = Rows.New with { Work = Rows.New.Work with { Fence = 0 } };

    public TimeSpan Lease { get; } = new WorkOptions().Lease;

    public bool LeasedByAnother { get; set; }

    /// <summary>The step whose intent the next claim commits.</summary>
    public WorkStep Intent { get; set; }

    /// <summary>The number of the save that finds the row taken over; 0 for none.</summary>
    public int FencedAtSave { get; set; }

    /// <summary>The number of the save that fails; 0 for none.</summary>
    public int BrokenAtSave { get; set; }

    public List<Save<OrderRow>> Saves { get; } = [];

    public int Claims { get; private set; }

    public IEnumerable<FailedAttemptRow> Failures =>
        Saves.Where(save => save.Failure is not null).Select(save => save.Failure!);

    public IEnumerable<string> Outcomes =>
        Saves
            .SelectMany(save => save.Outcomes)
            .Select(outcome => $"{outcome.Id} {outcome.State} {outcome.Reason}".TrimEnd());

    public void Deliver(params PendingDelivery[] deliveries) => _inbox.AddRange(deliveries);

    public Task<Claim<OrderRow>?> ClaimAsync(WorkKey key, CancellationToken cancellationToken)
    {
        if (LeasedByAnother)
        {
            return Task.FromResult<Claim<OrderRow>?>(null);
        }

        Claims++;
        Row = Row with { Work = Row.Work with { Fence = Row.Work.Fence + 1 } };
        var payload = Delivered.FirstOrDefault(delivery => delivery.Id == Row.PayloadInboxId);
        return Task.FromResult<Claim<OrderRow>?>(
            new Claim<OrderRow>(Row, [.. _inbox], payload, clock.GetUtcNow(), Intent)
        );
    }

    public Task<Saved> SaveAsync(Save<OrderRow> save, CancellationToken cancellationToken)
    {
        Saves.Add(save);
        if (Saves.Count == BrokenAtSave)
        {
            return Task.FromException<Saved>(new TimeoutException("The database is away."));
        }

        if (Saves.Count == FencedAtSave)
        {
            return Task.FromResult(new Saved(Held: false, MoreWaits: false, clock.GetUtcNow()));
        }

        journal.Add(
            $"save {save.Row.Work.State}, intent {save.Row.Work.Intent}, {(save.KeepLease ? "kept" : "released")}"
        );
        Row = save.Row;
        foreach (var outcome in save.Outcomes)
        {
            Delivered.AddRange(_inbox.Where(delivery => delivery.Id == outcome.Id));
            _inbox.RemoveAll(delivery => delivery.Id == outcome.Id);
        }

        return Task.FromResult(
            new Saved(Held: true, MoreWaits: !save.KeepLease && _inbox.Count > 0, clock.GetUtcNow())
        );
    }

    public Task<IReadOnlyList<WorkKey>> DueAsync(IReadOnlyList<StoreRoom> rooms, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    public Task<int> ReleaseOwnAsync(CancellationToken cancellationToken) => throw new NotSupportedException();

    private List<PendingDelivery> Delivered { get; } = [];
}
