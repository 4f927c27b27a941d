using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RechargeSync.AppHost.Startup;
using RechargeSync.AppHost.Stores;

namespace RechargeSync.AppHost.Shops;

/// <summary>
/// Which platform the system runs against: <c>--platform medusa</c>, or configuration <c>Platform:Kind</c>.
/// </summary>
internal static class ShopSelection
{
    /// <summary>Configuration key: <c>http</c> (the sandbox, default), <c>medusa</c> or <c>vendure</c>.</summary>
    public const string KindKey = "Platform:Kind";

    /// <summary>Configuration key: whether the shop has its admin page; true where it is left out.</summary>
    public const string AdminPageKey = "Platform:AdminPage";

    private const string Sandbox = "http";
    private const string Node = "node";
    private const string Npm = "npm";

    private static readonly Dictionary<string, Func<ShopSite, Shop>> s_shops = new(StringComparer.Ordinal)
    {
        ["medusa"] = MedusaShop.Add,
        ["vendure"] = VendureShop.Add,
    };

    /// <summary>The arguments with the short form <c>--platform</c> spelt as configuration knows it.</summary>
    public static string[] WithPlatform(string[] args) =>
        [
            .. args.Select(argument =>
                argument == "--platform" || argument.StartsWith("--platform=", StringComparison.Ordinal)
                    ? $"--{KindKey}{argument["--platform".Length..]}"
                    : argument
            ),
        ];

    /// <summary>The programs that a shop runs on and that this machine does not have.</summary>
    public static IReadOnlyList<string> MissingPrograms() =>
        [.. new[] { Node, Npm }.Where(name => Find(name) is null)];

    /// <summary>Adds the chosen shop, also to the services; null where the sandbox takes the orders.</summary>
    public static Shop? AddShop(this IDistributedApplicationBuilder builder, StoreResources stores)
    {
        var kind = builder.Configuration[KindKey];
        if (string.IsNullOrEmpty(kind) || kind == Sandbox)
        {
            return null;
        }

        if (!s_shops.TryGetValue(kind, out var add))
        {
            var kinds = string.Join(", ", s_shops.Keys.Prepend(Sandbox));
            builder.AddStartCheck(() => [$"{KindKey} (--platform) is '{kind}': known are {kinds}."]);
            return null;
        }

        if (Find(Node) is not { } node || Find(Npm) is not { } npm)
        {
            builder.AddStartCheck(() =>
                [
                    $"--platform {kind} runs on Node 20 or newer with npm, and they are not on PATH. Install them "
                        + "(Debian, Ubuntu: sudo apt-get install nodejs npm; macOS: brew install node), or leave "
                        + "--platform out to use the sandbox.",
                ]
            );
            return null;
        }

        var shop = add(new ShopSite(builder, stores, kind, node, npm));
        builder.Services.AddSingleton(shop);
        return shop;
    }

    private static string? Find(string program) => LocalPrograms.Find(program, []);
}

/// <summary>Where a shop is set up: its folder below <c>samples</c>, and the programs that run it.</summary>
/// <param name="Builder">The application.</param>
/// <param name="Stores">Whose Postgres gets a database for the shop.</param>
/// <param name="Kind">The shop's kind, which is also the name of its folder, its resources and its database.</param>
/// <param name="Node">The program <c>node</c>.</param>
/// <param name="Npm">The program <c>npm</c>.</param>
internal sealed record ShopSite(
    IDistributedApplicationBuilder Builder,
    StoreResources Stores,
    string Kind,
    string Node,
    string Npm
)
{
    /// <summary>Whether the shop has its admin page, which takes it room and time.</summary>
    public bool HasAdminPage { get; } = Builder.Configuration.GetValue(ShopSelection.AdminPageKey, true);

    /// <summary>The shop's folder.</summary>
    public string Folder { get; } = Path.GetFullPath(Path.Combine(Builder.AppHostDirectory, "..", "samples", Kind));

    /// <summary>Installs the shop's packages: the first time takes some minutes, later ones some seconds.</summary>
    public IResourceBuilder<ExecutableResource> AddPackages() =>
        Builder
            .AddExecutable($"{Kind}-packages", Npm, Folder, "install", "--ignore-scripts", "--no-audit", "--no-fund")
            .WithIconName("ArrowDownload")
            .ExcludeFromManifest()
            .Essential();

    /// <summary>Runs one of the shop's scripts, with the shop's database.</summary>
    public IResourceBuilder<ExecutableResource> AddScript(string name, params string[] arguments) =>
        Builder
            .AddExecutable(name, Node, Folder, arguments)
            .WithEnvironment("DATABASE_URL", Stores.Url!(Kind))
            .WithEnvironment("TZ", "UTC")
            .WaitFor(Stores.Database)
            .ExcludeFromManifest();

    /// <summary>Has the shop serve its admin page, and the dashboard open it.</summary>
    /// <param name="server">The shop.</param>
    /// <param name="path">The page's path there.</param>
    public void AddAdminPage(IResourceBuilder<ExecutableResource> server, string path)
    {
        if (HasAdminPage)
        {
            server
                .WithEnvironment("ADMIN_PAGE", "on")
                .WithUrlForEndpoint(
                    "http",
                    endpoint => new ResourceUrlAnnotation
                    {
                        Endpoint = endpoint,
                        Url = path,
                        DisplayText = "Admin",
                    }
                );
        }
    }
}
