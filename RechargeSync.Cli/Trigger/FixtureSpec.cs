namespace RechargeSync.Cli.Trigger;

/// <summary>What a test webhook tells.</summary>
/// <param name="Topic">One of <see cref="Topics"/>.</param>
/// <param name="Id">Recharge's order id; a checkout's token is made from it.</param>
/// <param name="IsPrepaid">Whether the charge pays for several orders.</param>
/// <param name="IsJanuary">The shape of 2021-01 instead of that of 2021-11.</param>
/// <param name="Now">The time it tells.</param>
internal sealed record FixtureSpec(string Topic, long Id, bool IsPrepaid, bool IsJanuary, DateTimeOffset Now)
{
    public const string OrderCreated = "order/created";
    public const string OrderProcessed = "order/processed";
    public const string OrderUpdated = "order/updated";
    public const string CheckoutProcessed = "checkout/processed";
    public const int Shipments = 3;

    public static readonly IReadOnlyList<string> Topics =
    [
        OrderCreated,
        OrderProcessed,
        OrderUpdated,
        CheckoutProcessed,
    ];

    // Times of 2021-01 carry no offset: they are the store's own, and the development stores are in New York.
    private static readonly TimeZoneInfo s_zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    /// <summary>
    /// Charge, address and customer belong to this order alone, so that fixtures never wait for one another's locks.
    /// </summary>
    public long ChargeId => Id + 1_000_000_000_000_000;

    public string Token => CliFormat.Number($"{Id:x32}");

    /// <summary>A later shipment of a prepaid charge is announced by <c>order/processed</c>.</summary>
    public bool IsLaterShipment => IsPrepaid && Topic == OrderProcessed;

    public bool IsChange => Topic == OrderUpdated;

    /// <summary>A time as the version writes it.</summary>
    public string Time(DateTimeOffset time) =>
        IsJanuary
            ? CliFormat.Number($"{TimeZoneInfo.ConvertTime(time, s_zone):yyyy-MM-ddTHH:mm:ss}")
            : CliFormat.Number($"{time.UtcDateTime:yyyy-MM-ddTHH:mm:ss}+00:00");

    /// <summary>Midnight of the store's day.</summary>
    public string Day()
    {
        var local = TimeZoneInfo.ConvertTime(Now, s_zone);
        var midnight = new DateTimeOffset(local.Date, s_zone.GetUtcOffset(local.Date));
        return Time(midnight);
    }

    /// <summary>A status or type, which 2021-01 writes in upper case.</summary>
    public string Word(string lower) => IsJanuary ? lower.ToUpperInvariant() : lower;
}
