using RechargeSync.Benchmarks.Contestants;
using RechargeSync.Benchmarks.Load;
using RechargeSync.Benchmarks.Measuring;

namespace RechargeSync.Benchmarks.Verbs;

/// <summary>Takes receivers through the same loads, in turn: as fast as they can, then at half of that.</summary>
internal sealed class IngestRunner(Arguments arguments, TextWriter progress)
{
    // More than any durable contestant takes; those that only look may read the book again.
    private const int MostPerSecond = 30_000;

    private const int FirstRequests = 500;

    private readonly int _connections = arguments.Number("--connections", 64);
    private readonly TimeSpan _load = TimeSpan.FromSeconds(arguments.Number("--seconds", arguments.IsQuick ? 4 : 8));
    private readonly TimeSpan _warmUp = TimeSpan.FromSeconds(arguments.IsQuick ? 3 : 8);

    public override string ToString() =>
        $"- {_connections} connections, payloads of {OrderTemplate.Created.Length:N0} bytes, {_load.TotalSeconds} s for each load, {arguments.Runs} runs in turn after {_warmUp.TotalSeconds} s of warm-up";

    public async Task<IReadOnlyList<IngestRun>> RunAsync(
        IReadOnlyList<IIngress> contestants,
        CancellationToken cancellationToken
    )
    {
        var book = new RequestBook(first: 0, MostPerSecond * (int)_load.TotalSeconds, [BenchStore.Default]);
        foreach (var contestant in contestants)
        {
            await contestant.ClearAsync(cancellationToken);

            // One at a time at first: nobody's first answers are meant to be given under full load.
            await new ClosedLoop(contestant.Ingress, 1).RunAsync(
                book.Part(0, FirstRequests),
                _warmUp,
                repeats: false,
                stop: cancellationToken
            );
            await new ClosedLoop(contestant.Ingress, _connections).RunAsync(
                book,
                _warmUp,
                repeats: true,
                stop: cancellationToken
            );
        }

        var runs = new List<IngestRun>();
        for (var round = 0; round < arguments.Runs; round++)
        {
            // Each begins once, so that none always follows the same.
            for (var i = 0; i < contestants.Count; i++)
            {
                runs.Add(
                    await MeasureAsync(contestants[(round + i) % contestants.Count], round, book, cancellationToken)
                );
            }
        }

        return runs;
    }

    private async Task<IngestRun> MeasureAsync(
        IIngress contestant,
        int round,
        RequestBook book,
        CancellationToken cancellationToken
    )
    {
        await contestant.ClearAsync(cancellationToken);
        var foreigners = new Foreigners();
        var before = await contestant.CostAsync(cancellationToken);
        var load = await new ClosedLoop(contestant.Ingress, _connections).RunAsync(
            book,
            _load,
            repeats: !contestant.IsDurable,
            stop: cancellationToken
        );
        var cost = await contestant.CostAsync(cancellationToken) - before;
        var taken = foreigners.Percent();
        await CheckAsync(contestant, load, cancellationToken);

        await contestant.ClearAsync(cancellationToken);
        var rate = load.PerSecond / 2;
        var half = await new OpenLoop(contestant.Ingress, _connections).RunAsync(
            book,
            (int)Math.Min(book.Count, rate * _load.TotalSeconds),
            rate,
            stop: cancellationToken
        );
        await CheckAsync(contestant, half, cancellationToken);
        await contestant.ClearAsync(cancellationToken);
        await progress.WriteLineAsync($"run {round + 1}, {contestant.Name}: {load.PerSecond:F0} requests/s");
        return new IngestRun(contestant.Name, round, load, cost, half, taken);
    }

    // Every 200 has its row, or the figure is worth nothing.
    private static async Task CheckAsync(IIngress contestant, LoadResult load, CancellationToken cancellationToken)
    {
        if (
            contestant.IsDurable
            && await contestant.AcceptedAsync(cancellationToken) is var rows
            && rows != load.Requests
        )
        {
            throw new InvalidOperationException(
                $"{contestant.Name} answered {load.Requests} times 200 and has {rows} rows."
            );
        }
    }
}
