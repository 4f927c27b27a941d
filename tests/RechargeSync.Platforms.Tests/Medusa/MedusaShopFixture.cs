using RechargeSync.Platforms.Tests.Medusa;

[assembly: AssemblyFixture(typeof(MedusaMachine))]

// Each shop is a server of its own, and there are few cores.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace RechargeSync.Platforms.Tests.Medusa;

/// <summary>A Medusa for the tests of one class; they are skipped where none can run here.</summary>
public sealed class MedusaShopFixture(MedusaMachine machine) : IAsyncLifetime
{
    private MedusaShop? _shop;
    private string? _problem;

    /// <summary>The shop; skips the test that asks for one where there is none.</summary>
    public MedusaShop Shop
    {
        get
        {
            Assert.SkipWhen(_shop is null, _problem ?? "");
            return _shop;
        }
    }

    public async ValueTask InitializeAsync()
    {
        try
        {
            _shop = await machine.StartShopAsync(CancellationToken.None);
        }
        catch (PlatformMissingException missing)
        {
            _problem = missing.Message;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_shop is not null)
        {
            await _shop.DisposeAsync();
        }
    }
}
