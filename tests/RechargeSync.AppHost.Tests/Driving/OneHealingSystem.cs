namespace RechargeSync.AppHost.Tests.Driving;

/// <summary>Tests that share one system that heals itself; they run after those that can run side by side.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneHealingSystem : ICollectionFixture<HealingSystem>
{
    public const string Name = "healing system";
}
