namespace RechargeSync.Core.Stores;

/// <summary>All stores by name: configuration section <c>Stores</c>.</summary>
public sealed class StoresOptions : Dictionary<string, StoreOptions>
{
    /// <summary>The configuration section.</summary>
    public const string Section = "Stores";

    /// <summary>Names are compared exactly, since they are part of the webhook's address.</summary>
    public StoresOptions()
        : base(StringComparer.Ordinal) { }
}
