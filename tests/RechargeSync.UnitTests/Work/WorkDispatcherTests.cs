using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RechargeSync.Core.Resources;
using RechargeSync.Core.Storage;
using RechargeSync.Core.Stores;
using RechargeSync.Core.Streams;
using RechargeSync.Core.Work;
using RechargeSync.Testing;

namespace RechargeSync.UnitTests.Work;

public sealed class WorkDispatcherTests
{
    private const int Places = 8;

    private readonly FakeTimeProvider _clock = new();
    private readonly List<WorkKey> _orders = [];
    private readonly List<WorkKey> _takenIn = [];
    private readonly List<Task> _hanging = [];
    private readonly WorkDispatcher _dispatcher;
    private TaskCompletionSource _platform = new();
    private long _last;

    public WorkDispatcherTests()
    {
        _platform.SetResult();
        _dispatcher = new WorkDispatcher(
            [new WorkRoute(ResourceKind.Order, RunAsync, TakeInAsync)],
            new StoreRegistry(
                Options.Create(
                    new StoresOptions { ["default"] = StoreBuilder.Options(), ["slow"] = StoreBuilder.Options() }
                )
            ),
            Options.Create(new StreamOptions { Concurrency = Places }),
            _clock
        );
    }

    [Fact]
    public async Task Entry_goes_to_the_loop_of_its_kind()
    {
        Assert.True(await HandleAsync("default"));
        Assert.Equal(WorkKey.Order("default", 1), Assert.Single(_orders));
    }

    [Fact]
    public async Task Entry_of_a_store_that_is_not_configured_is_done_with_and_fails_nothing()
    {
        Assert.False(await HandleAsync("unknown"));
        Assert.Empty(_orders);
    }

    [Fact]
    public async Task Entry_without_a_place_waits_a_little_and_is_taken_in()
    {
        Hang();
        var entry = HandleAsync("slow");
        Assert.False(entry.IsCompleted);
        await WaitInVainAsync(entry);
        Assert.Single(_takenIn);
    }

    [Fact]
    public async Task Entry_whose_place_comes_free_meanwhile_is_worked_on()
    {
        Hang();
        var entry = HandleAsync("slow");
        await AnswerAsync();
        await entry;
        Assert.Empty(_takenIn);
    }

    [Fact]
    public async Task Entries_of_a_store_whose_orders_take_long_are_taken_in_without_a_wait()
    {
        Hang();
        await WaitInVainAsync(Several("slow"));
        Assert.True(HandleAsync("slow").IsCompleted);
    }

    [Fact]
    public async Task Slow_store_takes_no_wait_from_another()
    {
        Hang();
        await WaitInVainAsync(Several("slow"));
        Hang("default", Places / 4);
        Assert.False(HandleAsync("default").IsCompleted);
    }

    [Fact]
    public async Task Entries_wait_again_once_their_store_is_quick()
    {
        Hang();
        await WaitInVainAsync(Several("slow"));
        await AnswerAsync();
        for (var quick = 0; quick < 2 * Places; quick++)
        {
            await HandleAsync("slow");
        }

        Hang();
        Assert.False(HandleAsync("slow").IsCompleted);
    }

    // The platform answers nothing, and the store has all the places that it gets.
    private void Hang(string store = "slow", int places = Places / 2)
    {
        _platform = _platform.Task.IsCompleted ? new TaskCompletionSource() : _platform;
        var before = _orders.Count;
        for (var place = 0; place < places; place++)
        {
            _hanging.Add(HandleAsync(store));
        }

        Assert.Equal(before + places, _orders.Count);
    }

    private Task AnswerAsync()
    {
        _platform.SetResult();
        return Task.WhenAll(_hanging);
    }

    private Task<bool[]> Several(string store) =>
        Task.WhenAll(Enumerable.Range(0, Places).Select(_ => HandleAsync(store)));

    private async Task WaitInVainAsync(Task entries)
    {
        _clock.Advance(TimeSpan.FromMilliseconds(250));
        await entries;
    }

    private Task<bool> HandleAsync(string store) =>
        _dispatcher.HandleAsync(new StreamEntry(store, ResourceKey.Order(++_last), null), CancellationToken.None);

    private Task<bool> TakeInAsync(WorkKey key, CancellationToken cancellationToken)
    {
        _takenIn.Add(key);
        return Task.FromResult(true);
    }

    private async Task<bool> RunAsync(WorkKey key, CancellationToken cancellationToken)
    {
        _orders.Add(key);
        await _platform.Task;
        return true;
    }
}
