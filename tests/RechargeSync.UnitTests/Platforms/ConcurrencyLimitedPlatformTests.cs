using RechargeSync.Core.Http;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Platforms;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Platforms;

public sealed class ConcurrencyLimitedPlatformTests
{
    private static readonly CallFailure s_busy = new(CallFailureKind.Deferred, "platform_busy");

    private readonly SlowPlatform _platform = new();

    [Fact]
    public async Task No_more_calls_are_made_at_once_than_allowed()
    {
        using var limited = new ConcurrencyLimitedPlatform(_platform, concurrency: 2, TimeSpan.FromMinutes(1));
        var calls = Enumerable
            .Range(0, 5)
            .Select(i => limited.ClearCartAsync($"cart-{i}", CancellationToken.None))
            .ToList();
        Assert.Equal(["cart-0", "cart-1"], _platform.Called);

        _platform.AnswerAll();
        await Task.WhenAll(calls);
        Assert.Equal((5, 2), (_platform.Called.Count, _platform.MostAtOnce));
    }

    [Fact]
    public async Task Call_without_a_place_is_deferred_and_never_made()
    {
        using var limited = new ConcurrencyLimitedPlatform(_platform, concurrency: 1, TimeSpan.Zero);
        var first = limited.ClearCartAsync("cart-0", CancellationToken.None);
        Assert.Equal(s_busy, await limited.ClearCartAsync("cart-1", CancellationToken.None));
        Assert.Equal(["cart-0"], _platform.Called);

        _platform.AnswerAll();
        await first;
    }

    [Fact]
    public async Task Place_of_a_cancelled_call_is_free_again()
    {
        using var limited = new ConcurrencyLimitedPlatform(_platform, concurrency: 1, TimeSpan.Zero);
        using var cancelled = new CancellationTokenSource();
        var first = limited.ClearCartAsync("cart-0", cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        _platform.AnswerAll();
        Assert.Null(await limited.ClearCartAsync("cart-1", CancellationToken.None));
    }

    [Fact]
    public async Task Every_kind_of_call_takes_a_place()
    {
        using var limited = new ConcurrencyLimitedPlatform(_platform, concurrency: 1, TimeSpan.Zero);
        var first = limited.ClearCartAsync("cart-0", CancellationToken.None);
        var order = PlatformOrderMapper.Map("default", new OrderBuilder().Read());
        PlatformAnswer[] answers =
        [
            await limited.FindAsync("reference", CancellationToken.None),
            await limited.CreateAsync(order, CancellationToken.None),
            await limited.UpdateAsync("1", new PlatformUpdate(order, 1), CancellationToken.None),
        ];
        Assert.All(
            answers,
            answer => Assert.Equal(CallFailureKind.Deferred, Assert.IsType<PlatformAnswer.Failed>(answer).Failure.Kind)
        );

        _platform.AnswerAll();
        await first;
    }

    private sealed class SlowPlatform : IOrderPlatform
    {
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _lock = new();
        private int _atOnce;

        public List<string> Called { get; } = [];

        public int MostAtOnce { get; private set; }

        public void AnswerAll() => _answer.SetResult();

        public Task<PlatformAnswer> FindAsync(string reference, CancellationToken cancellationToken) =>
            throw new InvalidOperationException();

        public Task<PlatformAnswer> CreateAsync(OutgoingOrder order, CancellationToken cancellationToken) =>
            throw new InvalidOperationException();

        public Task<PlatformAnswer> UpdateAsync(
            string platformOrderId,
            PlatformUpdate update,
            CancellationToken cancellationToken
        ) => throw new InvalidOperationException();

        public Task<PlatformAnswer> GetAsync(string platformOrderId, CancellationToken cancellationToken) =>
            throw new InvalidOperationException();

        public Task<PlatformChange> CancelAsync(string platformOrderId, CancellationToken cancellationToken) =>
            throw new InvalidOperationException();

        public Task<PlatformChange> RefundAsync(
            string platformOrderId,
            PlatformRefund refund,
            CancellationToken cancellationToken
        ) => throw new InvalidOperationException();

        public async Task<CallFailure?> ClearCartAsync(string cartId, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                Called.Add(cartId);
                MostAtOnce = Math.Max(MostAtOnce, ++_atOnce);
            }

            try
            {
                await _answer.Task.WaitAsync(cancellationToken);
                return null;
            }
            finally
            {
                lock (_lock)
                {
                    _atOnce--;
                }
            }
        }
    }
}
