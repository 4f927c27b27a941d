using System.Text;
using RechargeSync.MockPlatform.Recharge;
using RechargeSync.MockPlatform.Recharge.Access;

namespace RechargeSync.MockPlatform.Stores;

/// <summary>A merchant as the rest of the mock sees it: options that were checked and resolved once.</summary>
internal sealed class Store
{
    public Store(string name, StoreOptions options, RateLimitOptions defaultLimit)
    {
        Name = name;
        AccessToken = options.AccessToken;
        ClientSecret = Encoding.UTF8.GetBytes(options.ClientSecret);
        Version = ApiVersions.TryParse(options.ApiVersion, out var version)
            ? version
            : throw new ArgumentException($"Store {name} has no valid API version.", nameof(options));
        Time = new StoreTime(TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone));
        Limit = CallLimit.For(options.AccessToken, options.RateLimit ?? defaultLimit);
        AcceptsOrderNumber = options.AcceptsOrderNumber;
        AcceptsChargeWrites = options.AcceptsChargeWrites;
    }

    public string Name { get; }

    public string AccessToken { get; }

    /// <summary>The signing secret as the bytes that are hashed.</summary>
    public byte[] ClientSecret { get; }

    /// <summary>The version of calls and webhook bodies that name none.</summary>
    public ApiVersion Version { get; }

    public StoreTime Time { get; }

    public CallLimit Limit { get; }

    public bool AcceptsOrderNumber { get; }

    public bool AcceptsChargeWrites { get; }
}
