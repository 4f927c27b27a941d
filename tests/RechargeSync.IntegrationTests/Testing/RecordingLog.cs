using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>Counts what is logged by the messages' ids.</summary>
internal sealed class RecordingLog<T> : ILogger<T>
{
    private readonly ConcurrentQueue<int> _events = new();

    /// <summary>The ids of what was logged, in order.</summary>
    public IReadOnlyCollection<int> Ids => _events;

    public int Count(int id) => _events.Count(logged => logged == id);

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    ) => _events.Enqueue(eventId.Id);
}
