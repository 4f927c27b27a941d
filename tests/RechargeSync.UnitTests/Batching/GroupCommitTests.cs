using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Batching;

namespace RechargeSync.UnitTests.Batching;

public sealed class GroupCommitTests : IDisposable
{
    private static readonly TimeSpan s_timeout = TimeSpan.FromSeconds(10);

    private readonly ConcurrentQueue<int[]> _batches = new();
    private readonly SemaphoreSlim _mayCommit = new(0);
    private readonly TaskCompletionSource _committing = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Dispose() => _mayCommit.Dispose();

    [Fact]
    public async Task Request_that_is_alone_goes_out_at_once()
    {
        _mayCommit.Release();
        await using var commits = Commits();
        Assert.Equal("7", await commits.SubmitAsync(7, CancellationToken.None));
    }

    [Fact]
    public async Task What_comes_in_meanwhile_shares_the_next_commit_up_to_its_size()
    {
        await using var commits = Commits(maxBatch: 4);
        var first = commits.SubmitAsync(0, CancellationToken.None);
        await _committing.Task;
        var others = Enumerable.Range(1, 6).Select(i => commits.SubmitAsync(i, CancellationToken.None)).ToArray();
        _mayCommit.Release(3);

        Assert.Equal("0", await first);
        Assert.Equal("1 2 3 4 5 6", string.Join(' ', await Task.WhenAll(others)));
        Assert.Equal("0|1,2,3,4|5,6", string.Join('|', _batches.Select(batch => string.Join(',', batch))));
    }

    [Fact]
    public async Task Second_writer_joins_once_as_many_wait_as_the_last_batch_held()
    {
        await using var commits = Commits(maxBatch: 64, writers: 2);
        var requests = Submit(commits, 0..8);
        var whileFewWait = Sizes();
        requests.AddRange(Submit(commits, 8..9));
        var whileEnoughWait = Sizes();
        await ReleasedAsync(requests);
        Assert.Equal(("1", "1 8"), (whileFewWait, whileEnoughWait));
    }

    [Fact]
    public async Task Writer_that_too_few_wait_for_leaves_them_to_the_other_one()
    {
        // What follows the end of this commit runs before the setting of its result returns: the writer has then
        // decided.
        var firstEnds = new TaskCompletionSource();
        await using var commits = new GroupCommit<int, string>(
            async (batch, token) =>
            {
                _batches.Enqueue([.. batch]);
                await (batch[0] == 0 ? firstEnds.Task : _mayCommit.WaitAsync(token));
                return [.. batch.Select(_ => "")];
            },
            64,
            2,
            s_timeout,
            TimeProvider.System
        );
        var requests = Submit(commits, 0..16);
        firstEnds.SetResult();
        var whileTheOtherIsUnderWay = Sizes();
        await ReleasedAsync(requests);
        Assert.Equal(("1 8", "1 8 7"), (whileTheOtherIsUnderWay, Sizes()));
    }

    [Fact]
    public async Task Many_requests_from_many_threads_get_their_own_results()
    {
        _mayCommit.Release(int.MaxValue / 2);
        await using var commits = Commits(maxBatch: 16, writers: 4);
        var results = await Task.WhenAll(
            Enumerable.Range(0, 2000).Select(i => Task.Run(() => commits.SubmitAsync(i, CancellationToken.None)))
        );
        Assert.All(
            results.Index(),
            result => Assert.Equal(result.Index.ToString(CultureInfo.InvariantCulture), result.Item)
        );
        Assert.All(_batches, batch => Assert.InRange(batch.Length, 1, 16));
    }

    [Fact]
    public async Task Exception_reaches_the_requests_of_its_batch_and_no_others()
    {
        await using var commits = Commits(failing: 2);
        var first = commits.SubmitAsync(1, CancellationToken.None);
        await _committing.Task;
        var failed = new[] { 2, 3 }.Select(i => commits.SubmitAsync(i, CancellationToken.None)).ToArray();
        _mayCommit.Release(3);

        Assert.Equal("1", await first);
        foreach (var request in failed)
        {
            Assert.Equal("refused", (await Assert.ThrowsAsync<TimeoutException>(() => request)).Message);
        }

        Assert.Equal("4", await commits.SubmitAsync(4, CancellationToken.None));
    }

    [Fact]
    public async Task Commit_that_answers_too_little_fails_and_nobody_waits_for_ever()
    {
        await using var commits = new GroupCommit<int, string>(
            (_, _) => Task.FromResult<IReadOnlyList<string>>([]),
            4,
            1,
            s_timeout,
            TimeProvider.System
        );
        await Assert
            .ThrowsAnyAsync<Exception>(() => commits.SubmitAsync(1, CancellationToken.None))
            .WaitAsync(s_timeout, TimeProvider.System);
    }

    [Fact]
    public async Task Who_stops_waiting_does_not_take_its_request_back()
    {
        await using var commits = Commits();
        using var stop = new CancellationTokenSource();
        var request = commits.SubmitAsync(1, stop.Token);
        await _committing.Task;
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        _mayCommit.Release();
        await commits.DisposeAsync();
        Assert.Equal(1, Assert.Single(Assert.Single(_batches)));
    }

    [Fact]
    public async Task Commit_has_its_own_time_out()
    {
        var clock = new FakeTimeProvider();
        await using var commits = new GroupCommit<int, string>(
            async (_, token) =>
            {
                _committing.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
                return [];
            },
            4,
            1,
            s_timeout,
            clock
        );
        var request = commits.SubmitAsync(1, CancellationToken.None);
        await _committing.Task;
        clock.Advance(s_timeout);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
    }

    [Fact]
    public async Task End_lets_what_is_queued_be_stored_and_takes_no_more()
    {
        var commits = Commits(maxBatch: 1);
        var requests = Enumerable.Range(0, 3).Select(i => commits.SubmitAsync(i, CancellationToken.None)).ToArray();
        var end = commits.DisposeAsync().AsTask();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => commits.SubmitAsync(9, CancellationToken.None));
        Assert.False(end.IsCompleted);
        _mayCommit.Release(3);
        await end;
        Assert.Equal("0 1 2", string.Join(' ', await Task.WhenAll(requests)));
    }

    [Fact]
    public async Task Who_comes_when_as_many_wait_as_may_is_refused_at_once()
    {
        await using var commits = Commits(maxWaiting: 2);
        var requests = Submit(commits, 0..3);
        await Assert.ThrowsAsync<QueueFullException>(() => commits.SubmitAsync(3, CancellationToken.None));
        _mayCommit.Release(2);
        Assert.Equal("0 1 2", string.Join(' ', await Task.WhenAll(requests)));

        _mayCommit.Release();
        Assert.Equal("4", await commits.SubmitAsync(4, CancellationToken.None));
    }

    [Fact]
    public async Task Who_stopped_waiting_in_a_bounded_queue_makes_room_and_is_not_stored()
    {
        await using var commits = Commits(maxWaiting: 2);
        using var stop = new CancellationTokenSource();
        var first = commits.SubmitAsync(0, CancellationToken.None);
        await _committing.Task;
        var abandoned = commits.SubmitAsync(1, stop.Token);
        var second = commits.SubmitAsync(2, CancellationToken.None);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        var third = commits.SubmitAsync(3, CancellationToken.None);
        _mayCommit.Release(2);
        Assert.Equal("0 2 3", string.Join(' ', await Task.WhenAll(first, second, third)));
        Assert.Equal("0|2,3", string.Join('|', _batches.Select(batch => string.Join(',', batch))));
    }

    [Fact]
    public async Task Writer_ends_where_nobody_waits_any_more()
    {
        var commits = Commits(maxWaiting: 2);
        using var stop = new CancellationTokenSource();
        var first = commits.SubmitAsync(0, CancellationToken.None);
        await _committing.Task;
        var abandoned = commits.SubmitAsync(1, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => abandoned);
        _mayCommit.Release();
        Assert.Equal("0", await first);
        await commits.DisposeAsync().AsTask().WaitAsync(s_timeout, TimeProvider.System);
        Assert.Equal("1", Sizes());
    }

    private string Sizes() => string.Join(' ', _batches.Select(batch => batch.Length));

    private static List<Task<string>> Submit(GroupCommit<int, string> commits, Range numbers) =>
        [
            .. Enumerable
                .Range(numbers.Start.Value, numbers.End.Value - numbers.Start.Value)
                .Select(i => commits.SubmitAsync(i, CancellationToken.None)),
        ];

    private async Task ReleasedAsync(List<Task<string>> requests)
    {
        _mayCommit.Release(requests.Count);
        await Task.WhenAll(requests);
    }

    [Fact]
    public async Task Refusal_that_one_request_caused_reaches_that_one_alone()
    {
        _mayCommit.Release(int.MaxValue / 2);
        var firstEnds = new TaskCompletionSource();
        await using var commits = new GroupCommit<int, string>(
            async (batch, token) =>
            {
                _batches.Enqueue([.. batch]);
                await (batch[0] == 0 ? firstEnds.Task : Task.CompletedTask);
                return batch.Contains(2) ? throw new FormatException("refused") : [.. batch.Select(i => $"{i}")];
            },
            8,
            1,
            s_timeout,
            TimeProvider.System,
            exception => exception is FormatException
        );
        var requests = Submit(commits, 0..4);
        firstEnds.SetResult();
        await Assert.ThrowsAsync<FormatException>(() => requests[2]);
        Assert.Equal("0 1 3", string.Join(' ', await Task.WhenAll(requests[0], requests[1], requests[3])));
        Assert.Equal("1 3 1 2 1 1", Sizes());
    }

    [Fact]
    public async Task Refusal_that_one_of_many_requests_caused_is_found_by_halves()
    {
        const int Most = 128;
        var firstEnds = new TaskCompletionSource();
        await using var commits = new GroupCommit<int, string>(
            async (batch, token) =>
            {
                _batches.Enqueue([.. batch]);
                await (batch[0] == 0 ? firstEnds.Task : Task.CompletedTask);
                return batch.Contains(100) ? throw new FormatException("refused") : [.. batch.Select(i => $"{i}")];
            },
            Most,
            1,
            s_timeout,
            TimeProvider.System,
            exception => exception is FormatException
        );
        var requests = Submit(commits, 0..(Most + 1));
        firstEnds.SetResult();
        await Assert.ThrowsAsync<FormatException>(() => requests[100]);
        await Task.WhenAll(requests.Where((_, i) => i != 100));
        Assert.Equal(1 + 1 + (2 * (int)Math.Log2(Most)), _batches.Count);
    }

    private GroupCommit<int, string> Commits(
        int maxBatch = 8,
        int writers = 1,
        int? failing = null,
        int? maxWaiting = null
    ) =>
        new(
            async (batch, token) =>
            {
                _batches.Enqueue([.. batch]);
                _committing.TrySetResult();
                await _mayCommit.WaitAsync(token);
                return failing is { } bad && batch.Contains(bad)
                    ? throw new TimeoutException("refused")
                    : [.. batch.Select(i => i.ToString(CultureInfo.InvariantCulture))];
            },
            maxBatch,
            writers,
            s_timeout,
            TimeProvider.System,
            maxWaiting: maxWaiting
        );
}
