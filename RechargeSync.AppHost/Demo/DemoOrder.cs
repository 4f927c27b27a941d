namespace RechargeSync.AppHost.Demo;

/// <summary>One order of the demo, and what it takes for it to be done.</summary>
internal sealed class DemoOrder(long id, string kind, long start)
{
    public long Id { get; } = id;

    /// <summary>What a person calls it, such as "prepaid, 2nd order".</summary>
    public string Kind { get; } = kind;

    /// <summary>Timestamp at which it was triggered.</summary>
    public long Start { get; } = start;

    /// <summary>The charge that must carry an external id; null for an order that is not prepaid.</summary>
    public long? ChargeId { get; init; }

    /// <summary>How many prepaid orders of the charge are written to it by now, this one included.</summary>
    public int ChargeWrites { get; init; }

    /// <summary>The cart that must be empty; null when the order came without a checkout.</summary>
    public string? CartId { get; init; }

    /// <summary>Whether the order's change must have reached the platform.</summary>
    public bool ExpectsUpdate { get; set; }

    /// <summary>Whether the order was cancelled, and the platform must know it.</summary>
    public bool ExpectsCancellation { get; set; }

    /// <summary>Time from the trigger until everything was done; null until then.</summary>
    public TimeSpan? Duration { get; set; }

    /// <summary>What the order is called at the platform.</summary>
    public string Reference => $"recharge:default:{Id}";

    /// <summary>What the audit says about this order.</summary>
    public DemoRow Row(Audit audit)
    {
        var order = audit.Orders.FirstOrDefault(o => o.Id == Id);
        var pushed = audit.PlatformOrders.FirstOrDefault(p =>
            string.Equals(p.Reference, Reference, StringComparison.Ordinal)
        );
        var charge = audit.Charges.FirstOrDefault(c => c.Id == ChargeId);
        var cart = audit.Carts.FirstOrDefault(c => string.Equals(c.Id, CartId, StringComparison.Ordinal));
        var areIdsBack =
            pushed is not null && string.Equals(order?.ExternalOrderId, pushed.Id, StringComparison.Ordinal);
        return new DemoRow(Id, Kind, Duration)
        {
            PlatformId = pushed?.Id,
            PlatformNumber = pushed?.Number,
            PlatformStatus = pushed?.Status,
            IdsWrittenBack = areIdsBack,
            ChargeWritten = ChargeId is null
                ? null
                : charge is { ExternalOrderId: not null } && charge.IdWrites >= ChargeWrites,
            CartCleared = CartId is null ? null : cart is { ItemCount: 0, ClearCalls: > 0 },
            Updated = ExpectsUpdate ? pushed is { Updates: > 0 } : null,
            Cancelled = ExpectsCancellation ? pushed is { Status: "cancelled" } : null,
        };
    }
}
