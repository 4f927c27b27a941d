using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace RechargeSync.IntegrationTests.Testing;

/// <summary>
/// What a host logs, from warnings on where nothing else is said, as lines: category, number, text, and the exception
/// where there is one.
/// </summary>
internal sealed class LogLines(LogLevel least = LogLevel.Warning) : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyList<string> All => [.. _lines];

    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, least, _lines);

    public void Dispose() { }

    private sealed class Logger(string category, LogLevel least, ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (IsEnabled(logLevel))
            {
                lines.Enqueue($"{category} {eventId.Id} {formatter(state, exception)} {exception}".TrimEnd());
            }
        }
    }
}
