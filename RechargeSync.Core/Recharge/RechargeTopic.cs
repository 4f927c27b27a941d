using RechargeSync.Core.Resources;

namespace RechargeSync.Core.Recharge;

/// <summary>The webhook topics that we subscribe to. The address of a delivery names its topic.</summary>
internal sealed record RechargeTopic
{
    public static readonly RechargeTopic OrderCreated = Order("created");
    public static readonly RechargeTopic OrderProcessed = Order("processed");
    public static readonly RechargeTopic OrderUpdated = Order("updated");
    public static readonly RechargeTopic OrderCancelled = Order("cancelled");
    public static readonly RechargeTopic OrderDeleted = Order("deleted");
    public static readonly RechargeTopic ChargeRefunded = new(ResourceKind.Charge, "charge", "refunded", "id");
    public static readonly RechargeTopic CheckoutProcessed = new(
        ResourceKind.Checkout,
        "checkout",
        "processed",
        "token"
    );

    public static readonly IReadOnlyList<RechargeTopic> All =
    [
        OrderCreated,
        OrderProcessed,
        OrderUpdated,
        OrderCancelled,
        OrderDeleted,
        ChargeRefunded,
        CheckoutProcessed,
    ];

    /// <summary>
    /// Not a topic of Recharge's: names the inbox rows of orders that Recharge was asked for. No address of the ingress
    /// leads to it.
    /// </summary>
    public static readonly RechargeTopic OrderReconciled = Order("reconciled");

    private RechargeTopic(ResourceKind kind, string resource, string @event, string identity) =>
        (Kind, Resource, Name, Identity) = (kind, resource, $"{resource}/{@event}", identity);

    /// <summary>The body's top-level key: <c>order</c>, <c>charge</c> or <c>checkout</c>.</summary>
    public string Resource { get; }

    /// <summary>What the topic's deliveries are about.</summary>
    public ResourceKind Kind { get; }

    /// <summary>As Recharge writes it, for instance <c>order/created</c>.</summary>
    public string Name { get; }

    /// <summary>The member that identifies the resource: <c>id</c>, or <c>token</c> of a checkout.</summary>
    public string Identity { get; }

    /// <summary>True of the topics that tell of what is taken back.</summary>
    public bool IsTakeBack => this == OrderCancelled || this == OrderDeleted || this == ChargeRefunded;

    /// <summary>The topic of an address's last two parts; null where it is none of ours.</summary>
    public static RechargeTopic? Find(string resource, string @event)
    {
        foreach (var topic in All)
        {
            if (topic.Resource == resource && topic.Name.AsSpan(resource.Length + 1).SequenceEqual(@event))
            {
                return topic;
            }
        }

        return null;
    }

    private static RechargeTopic Order(string @event) => new(ResourceKind.Order, "order", @event, "id");
}
