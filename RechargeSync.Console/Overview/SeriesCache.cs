using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Overview;

/// <summary>
/// Keeps the charts for as long as they are fresh, whoever looks. Somewhat older ones are handed out while new ones are
/// made, so that nobody waits for a week of a busy store.
/// </summary>
internal sealed class SeriesCache(
    SeriesQuery query,
    TimeProvider clock,
    IHostApplicationLifetime host,
    ILogger<SeriesCache> log
)
{
    private const int TooOld = 5;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (OverviewSeries Series, long Taken)> _kept = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Task<OverviewSeries>> _running = new(StringComparer.Ordinal);

    /// <summary>A range's charts, of all stores or of one.</summary>
    public async Task<Answer<OverviewSeries>> ReadAsync(
        string? range,
        string? store,
        CancellationToken cancellationToken
    )
    {
        if (SeriesRange.Find(range) is not { } asked)
        {
            return Refusal.BadRequest("range is hour, day or week.");
        }

        var all = await GetAsync(asked, cancellationToken);
        return store is null ? all : all with { Stores = [.. all.Stores.Where(one => one.Store == store)] };
    }

    /// <summary>A range's charts.</summary>
    public async Task<OverviewSeries> GetAsync(SeriesRange range, CancellationToken cancellationToken)
    {
        Task<OverviewSeries> running;
        lock (_lock)
        {
            var age = _kept.TryGetValue(range.Name, out var kept)
                ? clock.GetElapsedTime(kept.Taken)
                : TimeSpan.MaxValue;
            if (age < range.Fresh)
            {
                return kept.Series;
            }

            if (!_running.TryGetValue(range.Name, out running!) || running.IsCompleted)
            {
                running = _running[range.Name] = TakeAsync(range);
            }

            if (age < range.Fresh * TooOld)
            {
                return kept.Series;
            }
        }

        return await running.WaitAsync(cancellationToken);
    }

    private async Task<OverviewSeries> TakeAsync(SeriesRange range)
    {
        await Task.Yield();
        try
        {
            var series = await query.ReadAsync(range, host.ApplicationStopping);
            lock (_lock)
            {
                _kept[range.Name] = (series, clock.GetTimestamp());
            }

            return series;
        }
        catch (Exception exception)
        {
            log.SeriesFailed(exception, range.Name);
            throw;
        }
    }
}
