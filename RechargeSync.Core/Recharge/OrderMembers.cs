namespace RechargeSync.Core.Recharge;

/// <summary>
/// Which facts a payload speaks of, if only to say that there are none. What it does not mention, or what cannot be
/// read, changes nothing on the platform.
/// </summary>
[Flags]
internal enum OrderMembers
{
    None = 0,
    AddressId = 1 << 0,
    ChargeId = 1 << 1,
    Type = 1 << 2,
    Prepaid = 1 << 3,
    CreatedAt = 1 << 4,
    ProcessedAt = 1 << 5,
    ScheduledAt = 1 << 6,
    Currency = 1 << 7,
    Email = 1 << 8,
    Note = 1 << 9,
    Tags = 1 << 10,
    CustomerId = 1 << 11,
    ExternalCustomerId = 1 << 12,
    FirstName = 1 << 13,
    LastName = 1 << 14,
    PaymentProcessor = 1 << 15,
    TransactionId = 1 << 16,
    ShippingAddress = 1 << 17,
    BillingAddress = 1 << 18,
    ShippingLines = 1 << 19,
    Discounts = 1 << 20,
    Attributes = 1 << 21,
    TaxLines = 1 << 22,
    Weight = 1 << 23,
    Subtotal = 1 << 24,
    TotalDiscounts = 1 << 25,
    TotalTax = 1 << 26,
    TotalPrice = 1 << 27,
    Duties = 1 << 28,
    Refunds = 1 << 29,
}
