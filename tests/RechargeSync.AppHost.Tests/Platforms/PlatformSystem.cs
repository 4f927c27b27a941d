using Microsoft.Extensions.DependencyInjection;
using RechargeSync.AppHost.Tests.Driving;
using RealShop = RechargeSync.AppHost.Shops.Shop;

namespace RechargeSync.AppHost.Tests.Platforms;

/// <summary>The whole system with four workers on a real platform, as <c>--platform</c> starts it.</summary>
/// <param name="kind">The platform's kind.</param>
public abstract class PlatformSystem(string kind) : RunningSystem
{
    /// <summary>Workers of the system.</summary>
    internal const int Workers = 4;

    /// <summary>The platform's kind, which is also the name of its server among the resources.</summary>
    internal string Kind => kind;

    /// <summary>The platform, as its own API shows it.</summary>
    internal IPlatformProbe Platform { get; private set; } = null!;

    /// <summary>Starts nothing where the tests are skipped.</summary>
    public override async ValueTask InitializeAsync()
    {
        if (ConformanceGate.Closed is null)
        {
            await base.InitializeAsync();
            Platform = await OpenAsync(App.Services.GetRequiredService<RealShop>());
        }
    }

    public override async ValueTask DisposeAsync()
    {
        Platform?.Dispose();
        await base.DisposeAsync();
    }

    /// <summary>Opens the platform's own API.</summary>
    private protected abstract Task<IPlatformProbe> OpenAsync(RealShop shop);

    /// <summary>The platform's packages are installed, and its database is made.</summary>
    protected override TimeSpan StartTime => TimeSpan.FromMinutes(20);

    protected override TimeSpan Patience => TimeSpan.FromMinutes(20);

    protected override bool ReceivesTelemetry => false;

    protected override IReadOnlyList<string> Arguments =>
        [
            "Demo:Enabled=false",
            // Nobody looks at it, and Medusa's is built while processor time is measured.
            "Platform:AdminPage=false",
            $"Replicas:Worker={Workers}",
            // Else every line of every process is written here again, while processor time is measured.
            "Logging:LogLevel:Default=Warning",
            "--platform",
            kind,
        ];

    /// <summary>The engine's times are the product's own: what it costs to run is measured.</summary>
    protected override void Configure(IResourceBuilder<ProjectResource> mock, IResourceBuilder<ProjectResource> worker)
    {
        mock.WithEnvironment("Mock__RateLimit__BucketSize", "100000")
            .WithEnvironment("Mock__RateLimit__LeakPerSecond", "10000");
        worker
            .WithEnvironment("RateLimit__BucketSize", "100000")
            .WithEnvironment("RateLimit__LeakPerSecond", "10000")
            // A server that shares few cores with all the others answers late, which would pause the store.
            .WithEnvironment("Stores__default__Platform__Timeout", "00:00:30")
            .WithEnvironment("Work__Lease", "00:05:00")
            .WithEnvironment("Streams__ClaimAfter", "00:10:00")
            .WithEnvironment("Reconciliation__Enabled", "false")
            // Compiled once, at the first call: a published service is compiled beforehand, and two hundred orders
            // would otherwise pay for a compilation that a hundred thousand share.
            .WithEnvironment("DOTNET_TieredCompilation", "0");
    }
}
