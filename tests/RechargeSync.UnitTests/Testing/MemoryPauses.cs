using RechargeSync.Core.Storage;

namespace RechargeSync.UnitTests.Testing;

/// <summary>Pauses in memory.</summary>
internal sealed class MemoryPauses(TimeProvider clock) : IPauseTable
{
    private readonly Dictionary<(string, StoreSide), StorePauseRow> _rows = [];

    /// <summary>How often the table was asked or told.</summary>
    public int Calls { get; private set; }

    public StorePauseRow? Of(StoreSide side) => _rows.GetValueOrDefault(("default", side));

    public Task<IReadOnlyList<KnownPause>> ReadAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<KnownPause>>([
            .. _rows.Values.Select(row => new KnownPause(row, row.ResumedAt is null && row.ProbeAt <= Now)),
        ]);

    public Task<bool> PauseAsync(
        string store,
        StoreSide side,
        string reason,
        int? status,
        TimeSpan wait,
        CancellationToken cancellationToken
    )
    {
        Calls++;
        return Task.FromResult(
            _rows.TryAdd(
                (store, side),
                new StorePauseRow
                {
                    Store = store,
                    Side = side,
                    Reason = reason,
                    Status = status,
                    PausedAt = Now,
                    ProbeAt = Now + wait,
                }
            )
        );
    }

    public Task<bool> TakeProbeAsync(StorePauseRow pause, TimeSpan wait, CancellationToken cancellationToken)
    {
        Calls++;
        var row = _rows[(pause.Store, pause.Side)];
        var isTaken = row.Probes == pause.Probes && row.ProbeAt <= Now;
        if (isTaken)
        {
            _rows[(pause.Store, pause.Side)] = row with { Probes = row.Probes + 1, ProbeAt = Now + wait };
        }

        return Task.FromResult(isTaken);
    }

    public Task<bool> ResumeAsync(string store, StoreSide side, CancellationToken cancellationToken)
    {
        Calls++;
        return Task.FromResult(_rows.Remove((store, side)));
    }

    public Task ForgetAsync(string store, StoreSide side, CancellationToken cancellationToken) => Task.CompletedTask;

    private DateTimeOffset Now => clock.GetUtcNow();
}
