using RechargeSync.Testing;

namespace RechargeSync.FaultTests.Load;

/// <summary>
/// Invents orders of all kinds from a seed: standard, prepaid, waiting, paid late, changed, given up.
/// </summary>
internal sealed class StoryWriter(int seed)
{
    private const string FirstCity = "Zyxton";
    private const string LaterCity = "Zyxville";

    private readonly Random _random = new(seed);

    // All of them earlier than the echoes, which the mock dates by its own clock; at midday, far from any change of the
    // clocks.
    private readonly DateTimeOffset _day = new(
        TimeProvider.System.GetUtcNow().UtcDateTime.Date.AddHours(-12),
        TimeSpan.Zero
    );
    private long _lastId = 700_000_000 + (seed % 10_000 * 100_000L);

    /// <summary>As many orders as asked for, give or take one.</summary>
    public List<OrderStory> Write(int count)
    {
        var stories = new List<OrderStory>(count + 1);
        while (stories.Count < count)
        {
            stories.AddRange(
                _random.Next(10) switch
                {
                    0 or 1 or 2 => [Standard()],
                    3 => [Standard(alsoProcessed: true)],
                    4 => [First()],
                    5 => Family(),
                    6 => [Unpaid("queued")],
                    7 => [Unpaid("error")],
                    8 => [PaidLater()],
                    _ => [Changed()],
                }
            );
        }

        return stories;
    }

    /// <summary>A paid order that is told of once, or by <c>order/processed</c> as well.</summary>
    public OrderStory Standard(bool alsoProcessed = false)
    {
        var story = New();
        var order = story.Order("success", _day, FirstCity);
        return story with
        {
            Final = order,
            Deliveries = alsoProcessed
                ? [Tell(story, "order/created", order), Tell(story, "order/processed", order)]
                : [Tell(story, "order/created", order)],
        };
    }

    /// <summary>The first order of a prepaid charge.</summary>
    public OrderStory First()
    {
        var story = New() with { IsPrepaid = true };
        var order = story.Order("success", _day, FirstCity);
        return story with { Final = order, Deliveries = [Tell(story, "order/created", order)] };
    }

    /// <summary>An order that waits for good; of another one's address where that is given.</summary>
    public OrderStory Unpaid(string status, OrderStory? neighbour = null)
    {
        var story = New() with { IsPushed = false };
        story = neighbour is null ? story : story with { Shop = neighbour.Shop, AddressId = neighbour.AddressId };
        var order = story.Order(status, _day, FirstCity);
        return story with { Final = order, Deliveries = [Tell(story, "order/created", order)] };
    }

    /// <summary>An order that is told of three times, in some order and at chosen times.</summary>
    /// <param name="prepaid">Whether its charge paid for it in advance.</param>
    /// <param name="sameTime">Whether all three carry the same <c>updated_at</c>.</param>
    /// <param name="order">Which of created, processed and updated comes first, second and third.</param>
    public OrderStory Permuted(bool prepaid, bool sameTime, IReadOnlyList<int> order)
    {
        var story = New() with { IsPrepaid = prepaid, Changes = true, City = LaterCity };
        var step = TimeSpan.FromSeconds(sameTime ? 0 : 30);
        var final = story.Order("success", _day + (2 * step), LaterCity);
        Delivery[] deliveries =
        [
            Tell(story, "order/created", story.Order("success", _day, FirstCity)),
            Tell(story, "order/processed", story.Order("success", _day + step, FirstCity)),
            Tell(story, "order/updated", final),
        ];
        return story with { Final = final, Deliveries = [.. order.Select(index => deliveries[index])] };
    }

    /// <summary>A paid order that is cancelled half a minute later.</summary>
    public OrderStory Cancelled()
    {
        var story = New() with { TakenBack = "cancelled", Changes = true };
        var cancelled = story.Order("cancelled", _day.AddSeconds(30), FirstCity);
        return story with
        {
            Final = cancelled,
            Deliveries =
            [
                Tell(story, "order/created", story.Order("success", _day, FirstCity)),
                Tell(story, "order/cancelled", cancelled),
                Tell(story, "order/updated", cancelled),
            ],
        };
    }

    /// <summary>A paid order whose money goes back half a minute later, in part or wholly.</summary>
    public OrderStory Refunded(bool isWhole)
    {
        var story = New() with { TakenBack = isWhole ? "refunded" : "partially_refunded", Changes = true };
        var refunded = story.Order("success", _day.AddSeconds(30), FirstCity);
        refunded["total_refunds"] = isWhole ? refunded["total_price"]!.DeepClone() : "1.00";
        return story with
        {
            Final = refunded,
            Deliveries =
            [
                Tell(story, "order/created", story.Order("success", _day, FirstCity)),
                Tell(story, "order/updated", refunded),
            ],
        };
    }

    /// <summary>A processed checkout of a cart.</summary>
    public CartStory Cart(string cartId)
    {
        var shop = PickShop();
        var token = Delivery.NewTraceId(_random) + Secrets.PersonalMark;
        return new CartStory(
            shop,
            token,
            cartId,
            Delivery.Of(
                shop,
                "checkout/processed",
                OrderDocument.Checkout(token, cartId, OrderStory.CustomerOf(1, FirstCity), _day),
                _random
            )
        );
    }

    private OrderStory PaidLater()
    {
        var story = New() with { IsPrepaid = _random.Next(2) == 0 };
        var paid = story.Order("success", _day.AddHours(1), FirstCity);
        return story with
        {
            Final = paid,
            Deliveries =
            [
                Tell(story, "order/created", story.Order("queued", _day, FirstCity)),
                Tell(story, "order/processed", paid),
            ],
        };
    }

    private OrderStory Changed()
    {
        var story = New() with { Changes = true, City = LaterCity };
        var changed = story.Order("success", _day.AddHours(1), LaterCity);
        return story with
        {
            Final = changed,
            Deliveries =
            [
                Tell(story, "order/created", story.Order("success", _day, FirstCity)),
                Tell(story, "order/updated", changed),
            ],
        };
    }

    // Two orders of one charge and one address: their writes meet in Recharge.
    private OrderStory[] Family()
    {
        var first = First() with { OrdersOfCharge = 2 };
        var second = first with { Id = NextId() };
        var order = second.Order("success", _day.AddHours(2), FirstCity);
        return [first, second with { Final = order, Deliveries = [Tell(second, "order/processed", order)] }];
    }

    private OrderStory New() =>
        new()
        {
            Shop = PickShop(),
            Id = NextId(),
            ChargeId = NextId(),
            AddressId = NextId(),
            CreatedAt = TimeProvider.System.GetUtcNow(),
            Final = [],
        };

    private Delivery Tell(OrderStory story, string topic, System.Text.Json.Nodes.JsonObject order) =>
        Delivery.Of(story.Shop, topic, order, _random);

    private Shop PickShop() => Shop.All[_random.Next(Shop.All.Count)];

    private long NextId() => ++_lastId;
}
