namespace RechargeSync.MockPlatform.State;

/// <summary>The ids of the records that share a value.</summary>
internal sealed class RecordIndex<TKey>
    where TKey : notnull
{
    private readonly Dictionary<TKey, HashSet<long>> _ids = [];

    public IReadOnlyCollection<long> Ids(TKey key) => _ids.TryGetValue(key, out var ids) ? ids : [];

    public void Change(TKey key, long id, bool add)
    {
        if (!_ids.TryGetValue(key, out var ids))
        {
            ids = [];
            _ids.Add(key, ids);
        }

        if (add)
        {
            ids.Add(id);
        }
        else if (ids.Remove(id) && ids.Count == 0)
        {
            _ids.Remove(key);
        }
    }
}
