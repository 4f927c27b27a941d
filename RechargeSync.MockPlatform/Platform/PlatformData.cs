using System.Globalization;

namespace RechargeSync.MockPlatform.Platform;

/// <summary>Everything the mock platform stores.</summary>
internal sealed class PlatformData
{
    private const int FirstNumber = 101;
    private readonly Dictionary<string, PlatformOrder> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _idByReference = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _idByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _createCalls = new(StringComparer.Ordinal);

    public Dictionary<string, PlatformCart> Carts { get; } = new(StringComparer.Ordinal);

    public IReadOnlyCollection<PlatformOrder> Orders => _byId.Values;

    /// <summary>What the next order is called.</summary>
    public string NextNumber => (FirstNumber + _byId.Count).ToString(CultureInfo.InvariantCulture);

    public PlatformOrder? ById(string id) => _byId.GetValueOrDefault(id);

    public PlatformOrder? ByReference(string reference) =>
        _idByReference.TryGetValue(reference, out var id) ? _byId[id] : null;

    public PlatformOrder? ByKey(string key) => _idByKey.TryGetValue(key, out var id) ? _byId[id] : null;

    /// <summary>How many attempts to create an order for that reference arrived, whatever became of them.</summary>
    public int CreateCalls(string reference) => _createCalls.GetValueOrDefault(reference);

    public void CountCreateCall(string reference) => _createCalls[reference] = CreateCalls(reference) + 1;

    /// <summary>
    /// Adds an order; of several with one reference or key, which only a careless platform has, the first is found.
    /// </summary>
    public void Add(PlatformOrder order)
    {
        _byId.Add(order.Id, order);
        _idByReference.TryAdd(order.Reference, order.Id);
        _idByKey.TryAdd(order.Key, order.Id);
    }

    public void Replace(PlatformOrder order) => _byId[order.Id] = order;
}
