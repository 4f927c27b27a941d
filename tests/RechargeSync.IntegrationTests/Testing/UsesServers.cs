namespace RechargeSync.IntegrationTests.Testing;

/// <summary>All tests share the two servers.</summary>
[CollectionDefinition(Name)]
public sealed class UsesServers : ICollectionFixture<Servers>
{
    public const string Name = "servers";
}
