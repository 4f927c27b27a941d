using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using RechargeSync.Core.Hosting;
using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Inbox;

/// <summary>
/// Notes which stores' deliveries are refused for their signature, and which are accepted: Recharge takes a refusal for
/// an answer and does not repeat it, so a wrong secret loses what no run finds again. Where a store has refusals and
/// nothing else for some minutes, it is told once; as soon as one delivery is accepted again, a run over the time
/// between is asked for.
/// </summary>
internal sealed class RefusalWatch(StoreTable table, TimeProvider clock, ILogger<RefusalWatch> log)
    : PeriodicService(s_period, clock)
{
    /// <summary>How long refusals alone have to go on before they are told.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan s_period = TimeSpan.FromSeconds(5);

    // Since the last round. What a store's last delivery came to decides.
    private readonly ConcurrentDictionary<string, bool> _isAccepted = new(StringComparer.Ordinal);

    /// <summary>A delivery was refused for its signature. Never waits.</summary>
    public void Refused(string store) => _isAccepted.TryAdd(store, false);

    /// <summary>A delivery's signature fits. Never waits.</summary>
    public void Accepted(string store) => _isAccepted[store] = true;

    protected override void Failed(Exception exception) => log.RefusalsNotNoted(exception);

    protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
    {
        foreach (var (store, isAccepted) in _isAccepted)
        {
            if (!isAccepted)
            {
                await table.RefusedAsync(store, cancellationToken);
            }
            else if (await table.AcceptedAsync(store, Patience, cancellationToken) is { } since)
            {
                log.DeliveriesAcceptedAgain(store, since);
            }

            _isAccepted.TryRemove(new(store, isAccepted));
        }

        foreach (var (store, since) in await table.TellRefusalsAsync(Patience, cancellationToken))
        {
            log.DeliveriesRefused(store, since);
        }

        return false;
    }

    /// <summary>One round, for tests.</summary>
    internal Task RunAsync(CancellationToken cancellationToken) => RunOnceAsync(cancellationToken);
}
