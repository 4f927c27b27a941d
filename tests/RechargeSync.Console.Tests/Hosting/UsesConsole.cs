namespace RechargeSync.ConsoleTests.Hosting;

/// <summary>All tests share one system.</summary>
[CollectionDefinition(Name)]
public sealed class UsesConsole : ICollectionFixture<ConsoleSystem>
{
    public const string Name = "console";
}
