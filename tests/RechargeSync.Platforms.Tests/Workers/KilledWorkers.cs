using RechargeSync.Platforms.Tests.Medusa;
using RechargeSync.Platforms.Tests.Vendure;

namespace RechargeSync.Platforms.Tests.Workers;

/// <summary>Workers of the kind <c>medusa</c> that place orders by the shop's route.</summary>
public sealed class KilledMedusaRouteWorkerTests(RunningPlatform<MedusaRoute> running, ITestOutputHelper output)
    : KilledWorkerTests<MedusaRoute>(running, output);

/// <summary>Workers of the kind <c>medusa</c> that place orders by the admin API alone.</summary>
public sealed class KilledMedusaRestWorkerTests(RunningPlatform<MedusaRest> running, ITestOutputHelper output)
    : KilledWorkerTests<MedusaRest>(running, output);

/// <summary>Workers of the kind <c>vendure</c> that place orders by the plugin's mutations.</summary>
public sealed class KilledVendurePluginWorkerTests(RunningPlatform<VendurePlugin> running, ITestOutputHelper output)
    : KilledWorkerTests<VendurePlugin>(running, output);

/// <summary>Workers of the kind <c>vendure</c> that place orders by Vendure's own mutations.</summary>
public sealed class KilledVendureCallsWorkerTests(RunningPlatform<VendureCalls> running, ITestOutputHelper output)
    : KilledWorkerTests<VendureCalls>(running, output);
