using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using RechargeSync.Core.Hosting;
using StackExchange.Redis;

namespace RechargeSync.Core.Streams;

/// <summary>
/// Reads the consumer group and works on entries side by side. An entry leaves the stream when its work returned;
/// whatever happens in between, the inbox row is what counts.
/// </summary>
internal sealed class StreamConsumer(
    [FromKeyedServices(StreamServices.ConnectionName)] IConnectionMultiplexer blocking,
    IConnectionMultiplexer shared,
    WorkerName name,
    IStreamHandler handler,
    IOptions<StreamOptions> options,
    TimeProvider clock,
    ILogger<StreamConsumer> log
) : BackgroundService
{
    private static readonly TimeSpan s_pause = TimeSpan.FromSeconds(1);

    private readonly StreamReader _reader = new(blocking, shared, name.Value, clock);
    private readonly SemaphoreSlim _slots = new(options.Value.Concurrency);
    private readonly CancellationTokenSource _abort = new();
    private readonly ConcurrentDictionary<string, bool> _underWay = new(StringComparer.Ordinal);

    private bool _answerLost;

    /// <summary>
    /// Stops reading, lets what is under way finish, and breaks it off only when the host's time is up.
    /// </summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        // Returns when all is drained, or when the time is up.
        await base.StopAsync(cancellationToken);
        await _abort.CancelAsync();
    }

    public override void Dispose()
    {
        _slots.Dispose();
        _abort.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        log.ConsumerStarted(name.Value);
        var recovered = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!recovered)
                {
                    await _reader.EnsureGroupAsync();
                    await RecoverOwnAsync(stoppingToken);
                    recovered = true;
                }

                await ReadAsync(stoppingToken);
            }
            catch (RedisServerException exception)
                when (exception.Message.StartsWith("NOGROUP", StringComparison.Ordinal))
            {
                log.GroupCreated();
                recovered = false;
            }
#pragma warning disable CA1031 // Redis away in any of its ways: this loop has to outlive that.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _answerLost = true;

                // At the stop the wait for a free place ends this way: what is under way is drained all the same.
                if (!stoppingToken.IsCancellationRequested)
                {
                    log.ReadFailed(exception);
                    await Task.Delay(s_pause, clock, stoppingToken)
                        .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }
            }
        }

        await DrainAsync();
    }

    private async Task ReadAsync(CancellationToken stoppingToken)
    {
        var lastClaim = clock.GetTimestamp();
        while (!stoppingToken.IsCancellationRequested)
        {
            if (_reader.HasMoreToClaim || clock.GetElapsedTime(lastClaim) > options.Value.ClaimAfter / 4)
            {
                lastClaim = clock.GetTimestamp();
                await ClaimAsync(stoppingToken);
            }

            var free = await TakeSlotsAsync(stoppingToken);
            IReadOnlyList<ReceivedEntry> entries = [];
            try
            {
                entries = await _reader.ReadNewAsync(free, options.Value.Block);
            }
            finally
            {
                ReleaseSlots(free - entries.Count);
            }

            foreach (var entry in entries)
            {
                _ = WorkAsync(entry);
            }

            if (_answerLost)
            {
                // A read that Redis was too slow for goes on there, and what it takes is pending here without being
                // worked on. This read came after it over the same connection, so by now it is over.
                await RecoverOwnAsync(stoppingToken);
                _answerLost = false;
            }
        }
    }

    // At least one slot, and every other one that is free, so that one read can fill them all.
    private async Task<int> TakeSlotsAsync(CancellationToken stoppingToken)
    {
        await _slots.WaitAsync(stoppingToken);
        var taken = 1;
        while (_slots.Wait(0, CancellationToken.None))
        {
            taken++;
        }

        return taken;
    }

    private void ReleaseSlots(int count)
    {
        if (count > 0)
        {
            _slots.Release(count);
        }
    }

    // What is pending here and was not under way before it was looked for. To look at what is under way is harmless: it
    // only counts as not idle.
    private async Task RecoverOwnAsync(CancellationToken stoppingToken)
    {
        var after = "0";
        var underWay = _underWay.Keys.ToHashSet(StringComparer.Ordinal);
        while (await _reader.ReadOwnAsync(options.Value.Concurrency, after) is { Count: > 0 } entries)
        {
            after = entries[^1].Id;
            await StartAsync([.. entries.Where(entry => !underWay.Contains(entry.Id))], stoppingToken);
        }
    }

    private async Task ClaimAsync(CancellationToken stoppingToken)
    {
        if (await _reader.ClaimAsync(options.Value.ClaimAfter, options.Value.Concurrency) is { Count: > 0 } entries)
        {
            log.Claimed(entries.Count);
            await StartAsync(entries, stoppingToken);
        }
    }

    private async Task StartAsync(IReadOnlyList<ReceivedEntry> entries, CancellationToken stoppingToken)
    {
        foreach (var entry in entries)
        {
            await _slots.WaitAsync(stoppingToken);
            _ = WorkAsync(entry);
        }
    }

    private async Task WorkAsync(ReceivedEntry received)
    {
        _underWay[received.Id] = true;
        try
        {
            if (received.Entry is { } entry)
            {
                await handler.HandleAsync(entry, _abort.Token);
            }

            await _reader.DoneAsync(received.Id);
        }
#pragma warning disable CA1031 // The entry stays pending and the row stays received: both come back.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!_abort.IsCancellationRequested)
            {
                log.WorkFailed(exception, received.Entry?.Store ?? "", received.Entry?.Resource ?? default);
            }
        }
        finally
        {
            _underWay.TryRemove(received.Id, out _);
            _slots.Release();
        }
    }

    // Every slot back means that nothing is under way. The host's shutdown time bounds the wait.
    private async Task DrainAsync()
    {
        log.Draining(options.Value.Concurrency - _slots.CurrentCount);
        for (var i = 0; i < options.Value.Concurrency; i++)
        {
            await _slots.WaitAsync(_abort.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await _reader.DisposeAsync();
    }
}
