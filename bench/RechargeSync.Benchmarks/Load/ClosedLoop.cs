using System.Diagnostics;
using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Load;

/// <summary>
/// As fast as the receiver answers: each connection sends its next request when it has the answer to the last.
/// </summary>
internal sealed class ClosedLoop(Uri target, int connections)
{
    /// <summary>Sends each request of the book once, for as long as there is time.</summary>
    /// <param name="book">What to send.</param>
    /// <param name="longest">Time after which no request begins.</param>
    /// <param name="repeats">Whether to begin again at the end of the book.</param>
    /// <param name="sentAt">Takes the time at which each request was sent, by its place in the book.</param>
    /// <param name="stop">Ends the load early, after the requests that are under way.</param>
    public async Task<LoadResult> RunAsync(
        RequestBook book,
        TimeSpan longest,
        bool repeats = false,
        long[]? sentAt = null,
        CancellationToken stop = default
    )
    {
        var next = -1;
        var parts = new List<long>[connections];
        using var begin = new Barrier(connections);
        var started = Stopwatch.GetTimestamp();
        await Crew.RunAsync(
            connections,
            i =>
            {
                using var connection = new Connection(target);
                var latencies = parts[i] = new List<long>(capacity: 8192);
                begin.SignalAndWait(CancellationToken.None);
                if (i == 0)
                {
                    started = Stopwatch.GetTimestamp();
                }

                while (!stop.IsCancellationRequested)
                {
                    var index = Interlocked.Increment(ref next);
                    var sent = Stopwatch.GetTimestamp();
                    if ((index >= book.Count && !repeats) || Stopwatch.GetElapsedTime(started, sent) > longest)
                    {
                        return;
                    }

                    sentAt?[index] = sent;
                    connection.Exchange(book[index % book.Count]);
                    latencies.Add(Stopwatch.GetTimestamp() - sent);
                }
            }
        );
        var elapsed = Stopwatch.GetElapsedTime(started);
        var all = new Latencies(parts.SelectMany(part => part));
        return new LoadResult(all.Count, elapsed, all);
    }
}
