using RechargeSync.Platforms.Tests.Vendure;

[assembly: AssemblyFixture(typeof(VendureMachine))]

namespace RechargeSync.Platforms.Tests.Vendure;

/// <summary>One shop for a class of tests, started by its first test.</summary>
public abstract class VendureShopFixture(VendureMachine machine, VendureSetting setting) : IAsyncLifetime
{
    private readonly SemaphoreSlim _once = new(1);
    private VendureShop? _shop;

    /// <summary>The shop; the test is skipped where it cannot run here.</summary>
    public async Task<VendureShop> ShopAsync()
    {
        await _once.WaitAsync();
        try
        {
            return _shop ??= await machine.StartShopAsync(setting, default);
        }
        finally
        {
            _once.Release();
        }
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _once.Dispose();
        if (_shop is not null)
        {
            await _shop.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }
}

/// <summary>On Postgres, with the plugin whole.</summary>
public sealed class StoredShop(VendureMachine machine) : VendureShopFixture(machine, new VendureSetting());

/// <summary>On Postgres, with the plugin's fields and strategies only, and no guard against promotions.</summary>
public sealed class BareShop(VendureMachine machine)
    : VendureShopFixture(machine, new VendureSetting { Mutations = false, Guard = false });

/// <summary>In memory, with amounts of three decimals.</summary>
public sealed class FineShop(VendureMachine machine)
    : VendureShopFixture(machine, new VendureSetting { OnPostgres = false, Precision = 3 });
