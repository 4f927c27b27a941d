using System.Diagnostics;
using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Load;

/// <summary>
/// At a constant rate, whatever the receiver does: a request that has to wait for its connection counts from when it
/// was due, so that a stall is seen in all that it held up.
/// </summary>
internal sealed class OpenLoop(Uri target, int connections)
{
    /// <summary>Sends the book's requests, from one place on.</summary>
    /// <param name="book">What to send.</param>
    /// <param name="count">How many.</param>
    /// <param name="perSecond">The rate.</param>
    /// <param name="sentAt">Takes the time at which each request was due, by its place in the book.</param>
    /// <param name="stop">Ends the load early, after the requests that are under way.</param>
    public async Task<LoadResult> RunAsync(
        RequestBook book,
        int count,
        double perSecond,
        long[]? sentAt = null,
        CancellationToken stop = default
    )
    {
        var parts = new List<long>[connections];
        using var begin = new Barrier(connections);
        var ticks = Stopwatch.Frequency / perSecond;

        // A little later, when all connections stand.
        var started = Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 4);
        await Crew.RunAsync(
            connections,
            i =>
            {
                using var connection = new Connection(target);
                var latencies = parts[i] = new List<long>(capacity: 8192);
                begin.SignalAndWait(CancellationToken.None);
                for (var index = i; index < count && !stop.IsCancellationRequested; index += connections)
                {
                    var due = started + (long)(index * ticks);
                    Pace.WaitUntil(due);
                    sentAt?[index] = due;
                    connection.Exchange(book[index]);
                    latencies.Add(Stopwatch.GetTimestamp() - due);
                }
            }
        );
        var elapsed = Stopwatch.GetElapsedTime(started);
        var all = new Latencies(parts.SelectMany(part => part));
        return new LoadResult(all.Count, elapsed, all);
    }
}
