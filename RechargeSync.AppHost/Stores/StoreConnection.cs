namespace RechargeSync.AppHost.Stores;

/// <summary>
/// What a health check has to know of a store: its connection string, which is there once the store has a port.
/// </summary>
internal sealed class StoreConnection(string name)
{
    /// <summary>The connection string.</summary>
    /// <exception cref="InvalidOperationException">The store has no port yet; the check reports it.</exception>
    public string Value
    {
        get => field ?? throw new InvalidOperationException($"'{name}' has no address yet.");
        set;
    }
}
