namespace RechargeSync.Platforms.Tests.Vendure;

/// <summary>The kind <c>vendure</c> by the plugin's mutations, on Postgres.</summary>
public sealed class VendurePluginConformance(RunningPlatform<VendurePlugin> running)
    : PlatformConformance<VendurePlugin>(running);

/// <summary>The kind <c>vendure</c> by Vendure's own mutations, on Postgres.</summary>
public sealed class VendureCallsConformance(RunningPlatform<VendureCalls> running)
    : PlatformConformance<VendureCalls>(running);

/// <summary>The kind <c>vendure</c> by the plugin's mutations, in memory.</summary>
public sealed class VendureInMemoryConformance(RunningPlatform<VendureInMemory> running)
    : PlatformConformance<VendureInMemory>(running);
