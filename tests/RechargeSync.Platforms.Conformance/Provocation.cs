namespace RechargeSync.Platforms.Conformance;

/// <summary>An error that a platform under test can be provoked to.</summary>
public enum ProvokedError
{
    /// <summary>The key is not accepted.</summary>
    WrongKey,

    /// <summary>A region, a channel or another setting names what is not there.</summary>
    WrongSetting,

    /// <summary>A line's variant is not there.</summary>
    UnknownVariant,

    /// <summary>A line's variant is there and not for sale.</summary>
    UnpublishedVariant,

    /// <summary>A line's variant is not in stock.</summary>
    OutOfStock,

    /// <summary>The shipping address is in a country that is not served.</summary>
    CountryNotServed,

    /// <summary>The order is longer than the platform takes.</summary>
    TooLarge,

    /// <summary>An amount has more decimals than the platform can hold.</summary>
    CurrencyPrecision,

    /// <summary>The parts of the order do not come to its total.</summary>
    TotalDiffers,
}

/// <summary>How an error is provoked.</summary>
public sealed record Provocation
{
    /// <summary>Settings in place of those of <see cref="IPlatformUnderTest.Settings"/>.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>What is to be wrong with an order that is otherwise right.</summary>
    public Func<PlatformOrder, PlatformOrder> Order { get; init; } = order => order;

    /// <summary>
    /// Takes back what was done to the platform: the order can then be placed. Null where nothing was done.
    /// </summary>
    public Func<CancellationToken, Task>? Undo { get; init; }
}
