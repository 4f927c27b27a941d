namespace RechargeSync.Benchmarks.Load;

/// <summary>Hands over orders where the handing over is not what is measured.</summary>
internal static class Feed
{
    private const int Connections = 64;
    private const int FirstRequests = 500;

    private static readonly TimeSpan s_longest = TimeSpan.FromHours(1);

    /// <summary>
    /// Sends the whole book: a little of it one by one, since the receiver may have started just now.
    /// </summary>
    public static async Task SendAsync(Uri target, RequestBook book, CancellationToken cancellationToken)
    {
        var first = Math.Min(FirstRequests, book.Count);
        await new ClosedLoop(target, 1).RunAsync(book.Part(0, first), s_longest, stop: cancellationToken);
        await new ClosedLoop(target, Connections).RunAsync(
            book.Part(first, book.Count - first),
            s_longest,
            stop: cancellationToken
        );
    }
}
