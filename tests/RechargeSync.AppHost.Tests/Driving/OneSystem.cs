namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>Tests that share one running system; they go one after the other, in any order.</summary>
[CollectionDefinition(Name)]
public sealed class OneSystem : ICollectionFixture<RunningSystem>
{
    public const string Name = "running system";
}
