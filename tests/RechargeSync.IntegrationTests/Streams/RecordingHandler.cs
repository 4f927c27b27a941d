using System.Collections.Concurrent;
using System.Globalization;
using RechargeSync.Core.Streams;
using RechargeSync.Testing;

namespace RechargeSync.IntegrationTests.Streams;

/// <summary>Keeps what it is given, and can fail or take its time over single entries.</summary>
internal sealed class RecordingHandler : IStreamHandler
{
    private readonly ConcurrentDictionary<long, bool> _failing = new();
    private readonly ConcurrentDictionary<long, bool> _held = new();
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<StreamEntry> Entries { get; } = new();

    public string Seen =>
        string.Join(
            ' ',
            Entries
                .Select(entry => entry.Resource.OrderId)
                .Order()
                .Select(id => id.ToString(CultureInfo.InvariantCulture))
        );

    public bool WasAborted { get; private set; }

    public void FailOnce(long id) => _failing[id] = true;

    public void Hold(long id) => _held[id] = true;

    public void LetGo() => _release.TrySetResult();

    public Task UntilSeenAsync(int count) =>
        Until.TrueAsync(() => Entries.Count >= count, $"{count} entries are worked on");

    public async Task<bool> HandleAsync(StreamEntry entry, CancellationToken cancellationToken)
    {
        Entries.Enqueue(entry);
        if (_failing.TryRemove(entry.Resource.OrderId, out _))
        {
            throw new InvalidOperationException("A defect.");
        }

        if (_held.ContainsKey(entry.Resource.OrderId))
        {
            try
            {
                await _release.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                WasAborted = true;
                throw;
            }
        }

        return true;
    }
}
