namespace RechargeSync.Core.Stores;

/// <summary>The external platform of a store: <c>Stores:{name}:Platform</c>.</summary>
public sealed class PlatformOptions : EndpointOptions
{
    /// <summary>Which adapter speaks to it. Default <c>rest</c>, the reference API that MockPlatform serves.</summary>
    public string Kind { get; set; } = "rest";

    /// <summary>Sent as a bearer token; empty sends none.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary>Calls at once by one worker; further ones wait. Default 64.</summary>
    public int Concurrency { get; set; } = 64;
}
