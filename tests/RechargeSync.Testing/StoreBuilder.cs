using RechargeSync.Core.Stores;

namespace RechargeSync.Testing;

/// <summary>A store with every option right, changed one by one.</summary>
internal static class StoreBuilder
{
    public const string Secret = "the-client-secret";

    public static StoreOptions Options(Action<StoreOptions>? change = null)
    {
        var options = new StoreOptions
        {
            AccessToken = "token",
            TimeZone = "America/New_York",
            NotBefore = DateTimeOffset.UnixEpoch,
        };
        options.ClientSecrets.Add(Secret);
        options.Recharge.BaseUrl = "http://recharge.test";
        options.Platform.BaseUrl = "http://platform.test";

        // What waits for it says so.
        options.Platform.SettleTime = TimeSpan.Zero;
        change?.Invoke(options);
        return options;
    }

    public static StoreRegistry Registry(Action<StoreOptions>? change = null) =>
        new(Microsoft.Extensions.Options.Options.Create(new StoresOptions { ["default"] = Options(change) }));
}
