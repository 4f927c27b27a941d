using System.Collections.Concurrent;

namespace RechargeSync.MockPlatform.Recharge.Access;

/// <summary>
/// Recharge's lock: one write at a time to an address or any of its children. Nobody waits; the second is refused.
/// </summary>
internal sealed class AddressLocks
{
    private readonly ConcurrentDictionary<(string Store, long Address), byte> _held = new();

    /// <returns>The lock to dispose, or null while another write holds it.</returns>
    public IDisposable? TryEnter(string store, long address) =>
        _held.TryAdd((store, address), 0) ? new Held(this, (store, address)) : null;

    private sealed class Held(AddressLocks owner, (string Store, long Address) key) : IDisposable
    {
        private int _released;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _released, 1) == 0)
            {
                owner._held.TryRemove(key, out _);
            }
        }
    }
}
