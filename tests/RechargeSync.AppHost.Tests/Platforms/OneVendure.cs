namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>Tests that share one system on Vendure; they run after those that can run side by side.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneVendure : ICollectionFixture<VendureSystem>
{
    public const string Name = "system on Vendure";
}
