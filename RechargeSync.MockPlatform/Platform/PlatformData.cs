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

    public PlatformOrder? ById(string id) => _byId.GetValueOrDefault(id);

    public PlatformOrder? ByReference(string reference) =>
        _idByReference.TryGetValue(reference, out var id) ? _byId[id] : null;

    public PlatformOrder? ByKey(string key) => _idByKey.TryGetValue(key, out var id) ? _byId[id] : null;

    /// <summary>How many attempts to create an order for that reference arrived, whatever became of them.</summary>
    public int CreateCalls(string reference) => _createCalls.GetValueOrDefault(reference);

    public void CountCreateCall(string reference) => _createCalls[reference] = CreateCalls(reference) + 1;

    public PlatformOrder Create(string id, string reference, string key, ReadOnlyMemory<byte> body, DateTimeOffset now)
    {
        var number = (FirstNumber + _byId.Count).ToString(CultureInfo.InvariantCulture);
        var order = new PlatformOrder(id, number, reference, key, body, body, now, Updates: 0);
        _byId.Add(id, order);
        _idByReference.Add(reference, id);
        _idByKey.Add(key, id);
        return order;
    }

    public void Replace(PlatformOrder order) => _byId[order.Id] = order;
}
