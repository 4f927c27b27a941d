using RechargeSync.Testing;

namespace RechargeSync.FaultTests.Load;

/// <summary>A store of the suite, one for each version of the API.</summary>
internal sealed record Shop(string Name, string ClientSecret, string AccessToken, string ApiVersion)
{
    public const string PlatformKey = "fault-platform-key";

    /// <summary>
    /// The host name under which the classic store calls the mock's platform, so that faults can be its own.
    /// </summary>
    public const string SlowHost = "localhost";

    public static readonly Shop Default = new("default", "fault-client-secret", "fault-access-token", "2021-11");
    public static readonly Shop Classic = new("classic", "fault-classic-secret", "fault-classic-token", "2021-01");

    /// <summary>The zone of the stores' wall clocks.</summary>
    public static readonly TimeZoneInfo Zone = OrderDocument.Zone;

    public static readonly IReadOnlyList<Shop> All = [Default, Classic];

    /// <summary>The address at which the store calls its platform.</summary>
    public Uri PlatformAt(Uri mock) =>
        new(this == Classic ? new UriBuilder(mock) { Host = SlowHost }.Uri : mock, "platform");

    public bool IsFlat => ApiVersion == "2021-01";

    public override string ToString() => Name;
}
