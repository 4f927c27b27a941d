namespace RechargeSync.AppHost.Shops;

/// <summary>A real commerce server, which takes the orders in place of the sandbox's platform.</summary>
/// <param name="Server">The server.</param>
/// <param name="Ready">
/// What has to have ended before orders can be taken; null where the server's health says so.
/// </param>
/// <param name="Settings">
/// What the store <c>default</c> has to know of it, by configuration key below <c>Stores:default:Platform</c>. Asked
/// once it can take orders.
/// </param>
/// <param name="OpenAsync">Opens its own API, for the demo.</param>
internal sealed record Shop(
    IResourceBuilder<ExecutableResource> Server,
    IResourceBuilder<ExecutableResource>? Ready,
    Func<IReadOnlyDictionary<string, object>> Settings,
    Func<CancellationToken, Task<IShopApi>> OpenAsync
)
{
    private const string Section = "Stores__default__Platform__";

    /// <summary>
    /// Has a service place the orders of the store <c>default</c> here, once the server can take them.
    /// </summary>
    public void Connect(IResourceBuilder<ProjectResource> service)
    {
        service.WaitFor(Server);
        if (Ready is not null)
        {
            service.WaitForCompletion(Ready);
        }

        service.WithEnvironment(context =>
        {
            foreach (var (key, value) in Settings())
            {
                context.EnvironmentVariables[Section + key.Replace(":", "__", StringComparison.Ordinal)] = value;
            }
        });
    }
}

/// <summary>What the demo asks of a shop, by the shop's own API.</summary>
internal interface IShopApi : IDisposable
{
    /// <summary>Makes a cart with something in it, as a shopper would; returns its id.</summary>
    Task<string> MakeCartAsync(CancellationToken cancellationToken);

    /// <summary>How many things are in a cart.</summary>
    Task<int> CountItemsAsync(string cartId, CancellationToken cancellationToken);

    /// <summary>The order of a reference; null where there is none.</summary>
    Task<ShopOrder?> FindAsync(string reference, CancellationToken cancellationToken);
}

/// <summary>An order as the shop's own API shows it.</summary>
/// <param name="Id">The shop's id.</param>
/// <param name="Number">What people call it by.</param>
/// <param name="Status">In the shop's own word; <c>cancelled</c> however the shop spells that.</param>
/// <param name="Street">First line of the address that it is shipped to.</param>
internal sealed record ShopOrder(string Id, string Number, string Status, string? Street);
