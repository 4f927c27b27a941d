using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.State;

/// <summary>
/// The one place that holds what the mock knows. The discipline: <see cref="World"/> is plain and not thread-safe, and
/// is touched only inside <see cref="Use{T}"/>, which is short and does no I/O. Records that leave it are immutable.
/// </summary>
internal sealed class MockState(StoreDirectory stores)
{
    private readonly Lock _gate = new();
    private World _world = new(stores);

    public T Use<T>(Func<World, T> work)
    {
        lock (_gate)
        {
            return work(_world);
        }
    }

    public void Use(Action<World> work)
    {
        lock (_gate)
        {
            work(_world);
        }
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _world = new World(stores);
        }
    }
}
