using RechargeSync.Core.Recharge;

namespace RechargeSync.Benchmarks.Contestants;

/// <summary>What a receiver does with a rightly signed delivery before it answers 200.</summary>
internal interface IKeeper : IAsyncDisposable
{
    Task KeepAsync(string store, RechargeTopic topic, byte[] body, CancellationToken cancellationToken);
}
