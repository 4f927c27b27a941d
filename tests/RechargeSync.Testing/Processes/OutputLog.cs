namespace RechargeSync.Testing.Processes;

/// <summary>
/// What a program printed over all its lives: kept in a file, with its leaks of personal data or secrets noted.
/// </summary>
internal sealed class OutputLog(string name, string file, IReadOnlyList<string> forbidden) : IDisposable
{
    private const int MaxLeaks = 20;

    private readonly Lock _lock = new();
    private readonly StreamWriter _writer = new(file, append: true) { AutoFlush = true };
    private readonly List<string> _leaks = [];
    private readonly List<(string Text, int Count)> _watched = [];
    private bool _closed;

    /// <summary>Lines that hold what no log may hold.</summary>
    public IReadOnlyList<string> Leaks
    {
        get
        {
            lock (_lock)
            {
                return [.. _leaks];
            }
        }
    }

    /// <summary>Counts lines that hold a text, from now on.</summary>
    public Func<int> Watch(string text)
    {
        lock (_lock)
        {
            var index = _watched.Count;
            _watched.Add((text, 0));
            return () =>
            {
                lock (_lock)
                {
                    return _watched[index].Count;
                }
            };
        }
    }

    public void Add(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            if (_closed)
            {
                return;
            }

            _writer.WriteLine(line);
            if (
                _leaks.Count < MaxLeaks
                && forbidden.Any(text => line.Contains(text, StringComparison.OrdinalIgnoreCase))
            )
            {
                _leaks.Add($"{name}: {line}");
            }

            for (var i = 0; i < _watched.Count; i++)
            {
                if (line.Contains(_watched[i].Text, StringComparison.Ordinal))
                {
                    _watched[i] = (_watched[i].Text, _watched[i].Count + 1);
                }
            }
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _closed = true;
            _writer.Dispose();
        }
    }
}
