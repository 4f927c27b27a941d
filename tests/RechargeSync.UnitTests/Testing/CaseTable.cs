using System.Collections;

namespace RechargeSync.UnitTests.Testing;

/// <summary>
/// Cases by name for a theory: xunit sees the names only, so that a case may hold internal types and shows up readably.
/// </summary>
internal sealed class CaseTable<T> : IEnumerable<KeyValuePair<string, T>>
{
    private readonly Dictionary<string, T> _cases = new(StringComparer.Ordinal);

    public TheoryData<string> Names => [.. _cases.Keys];

    public T this[string name] => _cases[name];

    public void Add(string name, T value) => _cases.Add(name, value);

    public IEnumerator<KeyValuePair<string, T>> GetEnumerator() => _cases.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
