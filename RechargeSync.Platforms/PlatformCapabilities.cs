namespace RechargeSync.Platforms;

/// <summary>
/// What a platform has calls for, and which changes of a placed order an update of it can carry. What it lacks is not
/// called: a cart then counts as none of the platform's, a cancellation or a refund waits for a person.
/// </summary>
[Flags]
public enum PlatformCapabilities
{
    /// <summary>It can only be given new orders.</summary>
    None = 0,

    /// <summary>Which lines an order has, and how many of each.</summary>
    Lines = 1 << 0,

    /// <summary>Prices, shipping, discounts and taxes.</summary>
    Prices = 1 << 1,

    /// <summary>Addresses within their country.</summary>
    Addresses = 1 << 2,

    /// <summary>The country of an address.</summary>
    Country = 1 << 3,

    /// <summary>The e-mail address.</summary>
    Email = 1 << 4,

    /// <summary>The note.</summary>
    Note = 1 << 5,

    /// <summary>The tags.</summary>
    Tags = 1 << 6,

    /// <summary>The order's attributes. A line's properties may be as fixed as the line.</summary>
    Attributes = 1 << 7,

    /// <summary>
    /// The customer's names and phone, as they stand on the order. The customer's own record may stay as the shop has
    /// it.
    /// </summary>
    Customer = 1 << 8,

    /// <summary>Every change of an order.</summary>
    EveryChange = Lines | Prices | Addresses | Country | Email | Note | Tags | Attributes | Customer,

    /// <summary>It keeps an update's version, and refuses an older one.</summary>
    Versions = 1 << 16,

    /// <summary>An order can be cancelled.</summary>
    Cancel = 1 << 17,

    /// <summary>A refund can be noted.</summary>
    Refund = 1 << 18,

    /// <summary>It keeps the storefront's carts, and they can be emptied.</summary>
    Cart = 1 << 19,
}
