using RechargeSync.Testing;

namespace RechargeSync.FaultTests.Load;

/// <summary>A store of the suite, one for each version of the API.</summary>
internal sealed record Shop(string Name, string ClientSecret, string AccessToken, string ApiVersion)
{
    public const string PlatformKey = "fault-platform-key";

    public static readonly Shop Default = new("default", "fault-client-secret", "fault-access-token", "2021-11");
    public static readonly Shop Classic = new("classic", "fault-classic-secret", "fault-classic-token", "2021-01");

    /// <summary>The zone of the stores' wall clocks.</summary>
    public static readonly TimeZoneInfo Zone = OrderDocument.Zone;

    public static readonly IReadOnlyList<Shop> All = [Default, Classic];

    public bool IsFlat => ApiVersion == "2021-01";

    public override string ToString() => Name;
}
