using System.Diagnostics;

namespace RechargeSync.MockPlatform;

/// <summary>The mock's own spans: one root per fired event, one below it per attempt to deliver it.</summary>
internal static class MockTelemetry
{
    public static readonly ActivitySource Source = new("RechargeSync.Mock");
}
