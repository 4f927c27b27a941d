namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>The flows on a real Medusa.</summary>
[Collection(OneMedusa.Name)]
public sealed class MedusaFlowTests(MedusaSystem system, ITestOutputHelper output)
    : PlatformFlowTests(system, output);
