using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Hosting;

namespace RechargeSync.UnitTests.Hosting;

public sealed class PeriodicServiceTests
{
    private static readonly TimeSpan s_period = TimeSpan.FromMinutes(1);

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task First_round_comes_at_once_and_the_next_after_the_period()
    {
        using var service = new Rounds(_clock, () => false, () => false);
        await service.StartAsync(CancellationToken.None);
        Assert.Equal("round 1", await service.NextAsync());

        _clock.Advance(s_period - TimeSpan.FromTicks(1));
        Assert.Equal(1, service.Count);

        _clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal("round 2", await service.NextAsync());
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Where_more_waits_the_next_round_follows_without_the_clock()
    {
        using var service = new Rounds(_clock, () => true, () => true, () => false);
        await service.StartAsync(CancellationToken.None);
        Assert.Equal(
            ["round 1", "round 2", "round 3"],
            [await service.NextAsync(), await service.NextAsync(), await service.NextAsync()]
        );
        await service.StopAsync(CancellationToken.None);
        Assert.Equal(3, service.Count);
    }

    [Fact]
    public async Task Round_that_fails_is_told_and_the_next_one_comes_in_its_time()
    {
        using var service = new Rounds(_clock, () => throw new InvalidOperationException("away"), () => false);
        await service.StartAsync(CancellationToken.None);
        Assert.Equal(["round 1", "failed: away"], [await service.NextAsync(), await service.NextAsync()]);

        _clock.Advance(s_period);
        Assert.Equal("round 2", await service.NextAsync());
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Call_that_was_cancelled_by_somebody_else_is_a_failure_like_any_other()
    {
        using var service = new Rounds(_clock, () => throw new OperationCanceledException("timeout"), () => false);
        await service.StartAsync(CancellationToken.None);
        Assert.Equal(["round 1", "failed: timeout"], [await service.NextAsync(), await service.NextAsync()]);
        Assert.False(service.ExecuteTask!.IsCompleted);
        await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Stop_ends_it_between_rounds_and_also_where_more_always_waits()
    {
        using var service = new Rounds(_clock, () => true) { Repeats = true };
        await service.StartAsync(CancellationToken.None);
        await service.NextAsync();
        await service.StopAsync(CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);
        Assert.True(service.ExecuteTask!.IsCanceled);
        Assert.DoesNotContain("failed", await service.RestAsync(), StringComparison.Ordinal);
    }

    private sealed class Rounds(TimeProvider clock, params Func<bool>[] script) : PeriodicService(s_period, clock)
    {
        private readonly Channel<string> _told = Channel.CreateUnbounded<string>();
        private int _count;

        public bool Repeats { get; init; }

        public int Count => Volatile.Read(ref _count);

        public async Task<string> NextAsync() =>
            await _told.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30), TimeProvider.System);

        public async Task<string> RestAsync()
        {
            _told.Writer.Complete();
            return string.Join(", ", await _told.Reader.ReadAllAsync().ToListAsync());
        }

        protected override async Task<bool> RunOnceAsync(CancellationToken cancellationToken)
        {
            await Task.Yield();
            var number = Interlocked.Increment(ref _count);
            _told.Writer.TryWrite($"round {number}");
            return script[Repeats ? 0 : number - 1]();
        }

        protected override void Failed(Exception exception) => _told.Writer.TryWrite($"failed: {exception.Message}");
    }
}
