using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Orders;
using RechargeSync.Core.Platforms;
using RechargeSync.Platforms.Calls;
using RechargeSync.Platforms;
using RechargeSync.Testing;
using RechargeSync.UnitTests.Testing;

namespace RechargeSync.UnitTests.Platforms;

public sealed class LimitedPlatformTests
{
    private static readonly CallFailure s_busy = new(CallFailureKind.Deferred, "platform_busy");

    private readonly SlowPlatform _platform = new();
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public async Task No_more_calls_are_made_at_once_than_allowed()
    {
        using var limited = Limited(concurrency: 2, TimeSpan.FromMinutes(1));
        var calls = Enumerable
            .Range(0, 5)
            .Select(i => limited.ClearCartAsync(Cart($"cart-{i}"), CancellationToken.None))
            .ToList();
        Assert.Equal(["cart-0", "cart-1"], _platform.Called);

        _platform.AnswerAll();
        await Task.WhenAll(calls);
        Assert.Equal((5, 2), (_platform.Called.Count, _platform.MostAtOnce));
    }

    [Fact]
    public async Task Call_without_a_place_is_deferred_and_never_made()
    {
        using var limited = Limited(concurrency: 1, TimeSpan.Zero);
        var first = limited.ClearCartAsync(Cart("cart-0"), CancellationToken.None);
        Assert.Equal(s_busy, await limited.ClearCartAsync(Cart("cart-1"), CancellationToken.None));
        Assert.Equal(["cart-0"], _platform.Called);

        _platform.AnswerAll();
        await first;
    }

    [Fact]
    public async Task Place_of_a_cancelled_call_is_free_again()
    {
        using var limited = Limited(concurrency: 1, TimeSpan.Zero);
        using var cancelled = new CancellationTokenSource();
        var first = limited.ClearCartAsync(Cart("cart-0"), cancelled.Token);
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        _platform.AnswerAll();
        Assert.Null(await limited.ClearCartAsync(Cart("cart-1"), CancellationToken.None));
    }

    [Fact]
    public async Task Operation_ends_with_its_time_however_many_calls_it_is_made_of()
    {
        using var limited = Limited(concurrency: 1, TimeSpan.Zero);
        var clearing = limited.ClearCartAsync(Cart("cart-0"), CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(10));

        var failure = await clearing;
        Assert.Equal("Ambiguous timeout ", failure?.ToString());
        Assert.Equal((Blame.Side, "no answer within 10 s"), (failure?.Blame, failure?.Detail));
    }

    [Fact]
    public async Task Place_of_an_operation_that_took_too_long_is_free_again()
    {
        using var limited = Limited(concurrency: 1, TimeSpan.Zero);
        var clearing = limited.ClearCartAsync(Cart("cart-0"), CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(10));
        await clearing;

        _platform.AnswerAll();
        Assert.Null(await limited.ClearCartAsync(Cart("cart-1"), CancellationToken.None));
    }

    [Fact]
    public async Task Wait_for_a_place_takes_nothing_from_an_operations_time()
    {
        using var limited = Limited(concurrency: 1, TimeSpan.FromMinutes(1));
        var first = limited.ClearCartAsync(Cart("cart-0"), CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(8));
        var second = limited.ClearCartAsync(Cart("cart-1"), CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(2));
        Assert.NotNull(await first);
        await Until.TrueAsync(() => _platform.Called.Count == 2, "the second has its place");
        Assert.False(second.IsCompleted);

        _platform.AnswerAll();
        Assert.Null(await second);
    }

    [Fact]
    public async Task Check_without_an_answer_is_a_finding_that_says_what_to_do()
    {
        using var limited = Limited(concurrency: 1, TimeSpan.Zero);
        var check = limited.CheckAsync(CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(
            PlatformFinding.Failed(
                "credentials",
                "The platform could not be asked: there was no answer (timeout).",
                "Check Stores:default:Platform:BaseUrl, and the network."
            ),
            Assert.Single(await check)
        );
    }

    [Fact]
    public async Task Every_kind_of_call_takes_a_place()
    {
        using var limited = Limited(concurrency: 1, TimeSpan.Zero);
        var first = limited.ClearCartAsync(Cart("cart-0"), CancellationToken.None);
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

    [Fact]
    public async Task Ids_that_cannot_be_kept_are_a_failure_of_whatever_was_asked()
    {
        var endless = new PlatformIds(new string('5', 201), "5");
        var platform = new ScriptedPlatform()
            .Answers(new PlatformAnswer.Existed(endless))
            .Answers(new PlatformAnswer.Made(endless))
            .Answers(new PlatformAnswer.Existed(endless))
            .Answers(new PlatformAnswer.Existed(endless));
        using var limited = Limited(concurrency: 1, TimeSpan.Zero, platform);
        var order = PlatformOrderMapper.Map("default", new OrderBuilder().Read());
        PlatformAnswer[] answers =
        [
            await limited.FindAsync("reference", CancellationToken.None),
            await limited.CreateAsync(order, CancellationToken.None),
            await limited.UpdateAsync("1", new PlatformUpdate(order, 1), CancellationToken.None),
            await limited.GetAsync("1", CancellationToken.None),
        ];
        Assert.All(
            answers,
            answer => Assert.Equal("malformed", Assert.IsType<PlatformAnswer.Failed>(answer).Failure.Reason)
        );
    }

    private static PlatformCart Cart(string id) => new(id, "USD");

    private LimitedPlatform Limited(int concurrency, TimeSpan maxWait, IOrderPlatform? platform = null) =>
        new(
            platform ?? _platform,
            TestPlatforms.Connection(),
            new PlatformLimits(concurrency, maxWait, TimeSpan.FromSeconds(10)),
            _clock
        );

    private sealed class SlowPlatform : IOrderPlatform
    {
        private readonly TaskCompletionSource _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Lock _lock = new();
        private int _atOnce;

        public List<string> Called { get; } = [];

        public int MostAtOnce { get; private set; }

        public PlatformCapabilities Capabilities => PlatformCapabilities.Cart;

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

        public Task<PlatformChange> CancelAsync(
            PlatformCancellation cancellation,
            CancellationToken cancellationToken
        ) =>
            throw new InvalidOperationException();

        public Task<PlatformChange> RefundAsync(
            string platformOrderId,
            PlatformRefund refund,
            CancellationToken cancellationToken
        ) => throw new InvalidOperationException();

        public async Task<IReadOnlyList<PlatformFinding>> CheckAsync(CancellationToken cancellationToken)
        {
            await _answer.Task.WaitAsync(cancellationToken);
            return [];
        }

        public async Task<CallFailure?> ClearCartAsync(PlatformCart cart, CancellationToken cancellationToken)
        {
            lock (_lock)
            {
                Called.Add(cart.Id);
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
