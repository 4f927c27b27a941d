namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>A store of the development configuration.</summary>
public sealed record Shop(string Name, string ClientSecret, string AccessToken, string ApiVersion)
{
    public static readonly Shop Default = new("default", "dev-client-secret", "dev-access-token", "2021-11");
    public static readonly Shop Classic = new("classic", "dev-classic-secret", "dev-classic-token", "2021-01");

    public static TheoryData<Shop> Both => [Default, Classic];

    public override string ToString() => $"{Name} ({ApiVersion})";
}
