namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>Tests that share one system with its dashboard.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneWatchedSystem : ICollectionFixture<WatchedSystem>
{
    public const string Name = "watched system";
}
