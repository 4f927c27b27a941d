using RechargeSync.Core.Storage;

namespace RechargeSync.Core.Work;

/// <summary>
/// One entry a key: keeps this process from working on a row twice at once. Who comes second leaves a mark, and the
/// first goes round once more.
/// </summary>
internal sealed class WorkSlots
{
    private readonly Lock _lock = new();
    private readonly Dictionary<WorkKey, bool> _busy = [];

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _busy.Count;
            }
        }
    }

    /// <summary>True to begin; false where another does it and has been told to go round again.</summary>
    public bool TryEnter(WorkKey key)
    {
        lock (_lock)
        {
            if (_busy.TryAdd(key, false))
            {
                return true;
            }

            _busy[key] = true;
            return false;
        }
    }

    /// <summary>True to go round again; false where the row has been left.</summary>
    public bool GoRoundAgain(WorkKey key)
    {
        lock (_lock)
        {
            if (_busy[key])
            {
                _busy[key] = false;
                return true;
            }

            _busy.Remove(key);
            return false;
        }
    }

    /// <summary>Gives the slot up after an exception, with whatever mark was left.</summary>
    public void Leave(WorkKey key)
    {
        lock (_lock)
        {
            _busy.Remove(key);
        }
    }
}
