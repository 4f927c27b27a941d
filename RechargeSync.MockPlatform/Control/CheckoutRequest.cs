namespace RechargeSync.MockPlatform.Control;

/// <summary>A purchase to play: <c>POST /control/checkouts</c>. Only <c>items</c> is required.</summary>
internal sealed record CheckoutRequest
{
    /// <summary><c>standard</c>: one order. <c>prepaid</c>: one charge pays for several.</summary>
    public string Kind { get; set; } = "standard";

    /// <summary>How many orders a prepaid charge pays for, the first included; one per month.</summary>
    public int Shipments { get; set; } = 3;

    public IReadOnlyList<CheckoutItem> Items { get; set; } = [];

    /// <summary>The version of all webhooks about this purchase; the subscription decides unless set.</summary>
    public string? ApiVersion { get; set; }

    /// <summary>The store; <c>default</c> unless set.</summary>
    public string Store { get; set; } = "default";

    public string Email { get; set; } = "ada.tester@example.com";

    /// <summary>The Recharge address; a new one unless set. Orders that share one share its lock.</summary>
    public long? AddressId { get; set; }

    /// <summary>The Recharge customer; a new one unless set.</summary>
    public long? CustomerId { get; set; }

    /// <summary><c>success</c>, or <c>queued</c> for a standard order that is not due yet.</summary>
    public string Status { get; set; } = "success";

    /// <summary>When a queued standard order is due.</summary>
    public int ScheduledInDays { get; set; } = 7;

    /// <summary>
    /// The cart that is bought; a new one unless set. Another platform's cart keeps the id that it has there.
    /// </summary>
    public string? CartId { get; set; }

    /// <summary>The shopper's note on the order.</summary>
    public string? Note { get; set; }
}
