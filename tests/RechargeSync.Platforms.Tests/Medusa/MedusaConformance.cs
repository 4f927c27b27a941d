namespace RechargeSync.Platforms.Tests.Medusa;

/// <summary>The kind <c>medusa</c> by the shop's route.</summary>
public sealed class MedusaRouteConformance(RunningPlatform<MedusaRoute> running)
    : PlatformConformance<MedusaRoute>(running);

/// <summary>The kind <c>medusa</c> by the admin API alone.</summary>
public sealed class MedusaRestConformance(RunningPlatform<MedusaRest> running)
    : PlatformConformance<MedusaRest>(running);
