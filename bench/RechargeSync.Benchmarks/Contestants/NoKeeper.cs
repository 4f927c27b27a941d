using RechargeSync.Core.Recharge;

namespace RechargeSync.Benchmarks.Contestants;

/// <summary>Keeps nothing: what any receiver that checks signatures can reach at most.</summary>
internal sealed class NoKeeper : IKeeper
{
    public Task KeepAsync(string store, RechargeTopic topic, byte[] body, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
