namespace RechargeSync.Platforms.Tests.Vendure;

/// <summary>How a Vendure is set up.</summary>
public sealed record VendureSetting
{
    /// <summary>On a database of its own; else in memory, where all calls wait for each other.</summary>
    public bool OnPostgres { get; init; } = true;

    /// <summary>Decimals of every amount; null is Vendure's own 2.</summary>
    public int? Precision { get; init; }

    /// <summary>Whether the plugin adds its mutations; its fields and strategies are always there.</summary>
    public bool Mutations { get; init; } = true;

    /// <summary>Whether the plugin keeps running promotions off paid orders.</summary>
    public bool Guard { get; init; } = true;

    /// <summary>The process's time zone.</summary>
    public string TimeZone { get; init; } = "UTC";
}
