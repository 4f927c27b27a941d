namespace RechargeSync.AppHost.Tests.Startup;

/// <summary>
/// Tests that start an AppHost of their own: one after the other, after those that can run side by side.
/// </summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneAppHost
{
    public const string Name = "one AppHost at a time";
}
