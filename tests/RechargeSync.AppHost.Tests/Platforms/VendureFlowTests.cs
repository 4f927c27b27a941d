namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>The flows on a real Vendure.</summary>
[Collection(OneVendure.Name)]
public sealed class VendureFlowTests(VendureSystem system, ITestOutputHelper output)
    : PlatformFlowTests(system, output);
