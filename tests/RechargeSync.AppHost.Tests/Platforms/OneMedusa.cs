namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>Tests that share one system on Medusa; they run after those that can run side by side.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneMedusa : ICollectionFixture<MedusaSystem>
{
    public const string Name = "system on Medusa";
}
