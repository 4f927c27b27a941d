using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.Options;
using RechargeSync.MockPlatform.Faults;
using RechargeSync.MockPlatform.Recharge.Webhooks;
using RechargeSync.MockPlatform.State;
using RechargeSync.MockPlatform.Stores;

namespace RechargeSync.MockPlatform.Dispatch;

/// <summary>
/// Sends every event to the subscriptions of its topic, as Recharge does: in parallel and in no promised order, up to
/// 20 times each; the 20th failure deletes the subscription.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1001:Types that own disposable fields should be disposable",
    Justification = "Semaphore and token source hold memory only, and deliveries that end during a shutdown still touch them."
)]
internal sealed class WebhookDispatcher(
    MockState state,
    WebhookClient client,
    FaultDials faults,
    Dice dice,
    TimeProvider time,
    IOptions<MockOptions> options,
    ILogger<WebhookDispatcher> logger
) : IHostedService
{
    private readonly WebhookOptions _options = options.Value.Webhooks;
    private readonly RetrySchedule _schedule = new(options.Value.Webhooks.TimeScale);
    private readonly SemaphoreSlim _slots = new(options.Value.Webhooks.Concurrency);
    private readonly RunningTasks _running = new();
    private readonly Lock _gate = new();
    private CancellationTokenSource _round = new();
    private DeliveryLog _log = new();
    private long _lastId;

    /// <summary>Counts and recent deliveries since the start or the last reset.</summary>
    public DeliveryLog Log => Volatile.Read(ref _log);

    /// <summary>Hands the event to its subscriptions and returns; the deliveries run by themselves.</summary>
    public void Fire(RechargeEvent happened)
    {
        var subscriptions = state.Use(world =>
            world
                .Of(happened.Store)
                .Webhooks.Values.Where(s => string.Equals(s.Topic, happened.Topic, StringComparison.Ordinal))
                .ToList()
        );
        Fire(happened, subscriptions);
    }

    /// <summary>Hands the event to these subscriptions only.</summary>
    public void Fire(RechargeEvent happened, IReadOnlyList<WebhookSubscription> subscriptions)
    {
        var trace = StartTrace(happened);
        lock (_gate)
        {
            foreach (var subscription in subscriptions)
            {
                Fire(happened, subscription, trace);
            }
        }
    }

    /// <summary>Drops everything under way and starts counting anew.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _round.Cancel();
            _round = new CancellationTokenSource();
            Volatile.Write(ref _log, new DeliveryLog());
        }
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        Reset();
        await WhenIdleAsync().WaitAsync(cancellationToken);
    }

    /// <summary>Completes once no delivery is under way or waiting.</summary>
    public Task WhenIdleAsync() => _running.WhenIdleAsync();

    private void Fire(RechargeEvent happened, WebhookSubscription subscription, ActivityContext trace)
    {
        var webhooks = faults.Current.Webhooks;
        var version = happened.Subject.EventVersion ?? subscription.Version ?? happened.Store.Version;
        var body = EventBody.Write(happened.Subject, version, subscription);
        var original = NewDelivery();
        if (dice.Roll(webhooks.DropRate))
        {
            _log.Drops(original);
            return;
        }

        Start(original, isCopy: false, webhooks);
        for (var copies = dice.Count(webhooks.Duplicates); copies > 0; copies--)
        {
            Start(NewDelivery(), isCopy: true, webhooks);
        }

        Delivery NewDelivery() =>
            new(++_lastId, happened.Store, happened.Topic, subscription.Id, body, trace, time.GetUtcNow());
    }

    private void Start(Delivery delivery, bool isCopy, WebhookFaults webhooks)
    {
        var held = dice.Roll(webhooks.Reorder) ? _options.HoldBack * (0.5 + (dice.Next() / 2)) : TimeSpan.Zero;
        var (log, round) = (_log, _round.Token);
        log.Starts(delivery, isCopy);
        _running.Run(() => DeliverAsync(delivery, held, log, round));
    }

    private async Task DeliverAsync(Delivery delivery, TimeSpan held, DeliveryLog log, CancellationToken round)
    {
        try
        {
            await Task.Delay(held, time, round);
            log.Ends(delivery, await AttemptUntilDoneAsync(delivery, log, round));
        }
        catch (OperationCanceledException) when (round.IsCancellationRequested)
        {
            log.Ends(delivery, DeliveryStatus.Abandoned);
        }
    }

    private async Task<DeliveryStatus> AttemptUntilDoneAsync(
        Delivery delivery,
        DeliveryLog log,
        CancellationToken round
    )
    {
        var (store, topic) = (delivery.Store.Name, delivery.Topic);
        while (SubscriptionOf(delivery) is { } subscription)
        {
            var status = await AttemptAsync(delivery, subscription.Address, log, round);
            if (status is >= 200 and < 300)
            {
                logger.WebhookDelivered(store, topic, delivery.Attempts);
                return DeliveryStatus.Delivered;
            }

            if (status is >= 400 and < 500 and not (408 or 429) && !_options.RetryClientErrors)
            {
                logger.WebhookAbandoned(store, topic, delivery.Attempts, status);
                return DeliveryStatus.Abandoned;
            }

            if (delivery.Attempts == RetrySchedule.Attempts)
            {
                state.Use(world =>
                {
                    world.Of(delivery.Store).Webhooks.Remove(delivery.SubscriptionId);
                });
                logger.SubscriptionDeleted(store, topic, delivery.Attempts, delivery.SubscriptionId);
                return DeliveryStatus.Abandoned;
            }

            var wait = _schedule.WaitAfter(delivery.Attempts);
            logger.WebhookFailed(store, topic, delivery.Attempts, status ?? 0, wait);
            await Task.Delay(wait, time, round);
        }

        return DeliveryStatus.Abandoned;
    }

    private async Task<int?> AttemptAsync(Delivery delivery, Uri address, DeliveryLog log, CancellationToken round)
    {
        await _slots.WaitAsync(round);
        try
        {
            var status = await client.SendAsync(delivery, address, round);
            delivery.Attempted(status);
            log.Attempted(status is >= 200 and < 300);
            return status;
        }
        finally
        {
            _slots.Release();
        }
    }

    private WebhookSubscription? SubscriptionOf(Delivery delivery) =>
        state.Use(world => world.Of(delivery.Store).Webhooks.GetValueOrDefault(delivery.SubscriptionId));

    // A root of its own: an order's trace begins with its webhook, not with the demo call or the write that caused it.
    private static ActivityContext StartTrace(RechargeEvent happened)
    {
        var cause = Activity.Current;
        Activity.Current = null;
        try
        {
            using var activity = MockTelemetry.Source.StartActivity(
                $"webhook {happened.Topic}",
                ActivityKind.Producer,
                default(ActivityContext),
                tags: [new("rechargesync.store", happened.Store.Name), new("rechargesync.topic", happened.Topic)],
                links: cause is null ? null : [new ActivityLink(cause.Context)]
            );
            return activity?.Context ?? default;
        }
        finally
        {
            Activity.Current = cause;
        }
    }
}
