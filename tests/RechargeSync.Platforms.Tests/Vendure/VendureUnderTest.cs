using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RechargeSync.Platforms.Vendure;

namespace RechargeSync.Platforms.Tests.Vendure;

/// <summary>A Vendure of <c>samples/vendure</c>.</summary>
public abstract class VendureUnderTest : IPlatformUnderTest
{
    private const string Scarce = "RARE-3";
    private const int Plenty = 1_000_000;
    private const int Percent = 10;

    private readonly VendureMode _mode;
    private readonly VendureSetting _setting;
    private VendureShop? _shop;
    private NpgsqlDataSource? _database;

    private protected VendureUnderTest(VendureMode mode, VendureSetting setting) => (_mode, _setting) = (mode, setting);

    public string Kind => "vendure";

    public virtual PlatformLimits Limits => PlatformLimits.None;

    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["BaseUrl"] = _shop!.BaseUrl,
            ["Vendure:Mode"] = _mode.ToString(),
            ["Vendure:Username"] = VendureShop.Administrator.Name,
            ["Vendure:Password"] = VendureShop.Administrator.Password,
        };

    public TestCatalogue Catalogue =>
        new(
            [Variant("COF-100-L"), Variant("TEA-200-M"), Variant(Scarce)],
            Precision > 2 ? ["USD", "EUR", "JPY", "KWD"] : ["USD", "EUR", "JPY"],
            OtherCountry: "CA"
        );

    private int Precision => _setting.Precision ?? 2;

    private decimal Scale => (decimal)Math.Pow(10, Precision);

    public void Register(IServiceCollection services) => services.AddVendurePlatform();

    public virtual string? WhyNot(bool isShort) => ConformanceForm.WhyNot(isShort: false);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var machine = await TestContext.Current.GetFixture<VendureMachine>();
        _shop = await machine!.StartShopAsync(_setting, cancellationToken);
        _database = _shop.ConnectionString is { } connection
            ? NpgsqlDataSource.Create(connection + ";Maximum Pool Size=2")
            : null;
    }

    public async Task<PlacedOrder?> ReadAsync(string reference, CancellationToken cancellationToken)
    {
        var found = await _shop!.AdminAsync(VendureReading.Query, new JsonObject { ["reference"] = reference });
        return found["orders"]!["items"]!.AsArray() is [{ } order, ..] ? VendureReading.Of(order, Scale) : null;
    }

    public async Task<PlatformCounts> CountAsync(string reference, string email, CancellationToken cancellationToken) =>
        new(await _shop!.CountOrdersAsync(reference))
        {
            // By the transaction, since a race of two leaves payments that no order shows.
            Payments = _database is null
                ? await _shop.CountPaymentsAsync(reference)
                : (long)await ScalarAsync("SELECT count(*) FROM payment WHERE \"transactionId\" = $1", Transaction(reference), cancellationToken),
            Paid = _database is null
                ? null
                : await ScalarAsync(
                    "SELECT coalesce(sum(amount), 0) FROM payment WHERE \"transactionId\" = $1",
                    Transaction(reference),
                    cancellationToken
                ) / Scale,
            AllocatedUnits = _database is null
                ? null
                : (long)
                    await ScalarAsync(
                        """
                        SELECT coalesce(sum(m.quantity), 0) FROM stock_movement m
                        JOIN order_line l ON l.id = m."orderLineId" JOIN "order" o ON o.id = l."orderId"
                        WHERE m.discriminator = 'Allocation' AND o."customFieldsExternalreference" = $1
                        """,
                        reference,
                        cancellationToken
                    ),
            Customers = await _shop.CountCustomersAsync(email),
        };

    public async Task<IAsyncDisposable?> StartPromotionAsync(CancellationToken cancellationToken)
    {
        var id = await _shop!.StartPromotionAsync(Percent);
        return new AtTheEnd(() => _shop.EndPromotionAsync(id));
    }

    public async Task<Provocation?> ProvokeAsync(ProvokedError wanted, CancellationToken cancellationToken) =>
        wanted switch
        {
            ProvokedError.WrongKey => With("Vendure:Password", "wrong"),
            ProvokedError.WrongSetting => With("Vendure:ShippingMethod", "nobody"),
            ProvokedError.UnknownVariant => Selling("999999", "NONE-1"),
            ProvokedError.UnpublishedVariant => Selling(_shop!.Variant("GONE-1"), "GONE-1"),
            ProvokedError.OutOfStock => await RunOutAsync(),
            ProvokedError.CountryNotServed => new Provocation
            {
                Order = order => order with { ShippingAddress = order.ShippingAddress.Value! with { Country = "FR" } },
            },
            ProvokedError.TooLarge => new Provocation { Order = TestOrder.Huge },
            ProvokedError.CurrencyPrecision => new Provocation { Order = order => TestOrder.Dearer(order, by: 0.0001m) },
            _ => null,
        };

    public async Task<bool> RegisterShopperAsync(string email, CancellationToken cancellationToken)
    {
        await _shop!.AdminAsync(
            """
            mutation($input: CreateCustomerInput!) {
              createCustomer(input: $input, password: "supersecret") { ... on Customer { id } ... on ErrorResult { message } }
            }
            """,
            new JsonObject
            {
                ["input"] = new JsonObject
                {
                    ["emailAddress"] = email,
                    ["firstName"] = "Ada",
                    ["lastName"] = "Tester",
                    ["phoneNumber"] = "5550100",
                },
            }
        );
        return true;
    }

    public async Task<bool> FulfilAsync(PlatformIds order, CancellationToken cancellationToken)
    {
        await _shop!.ShipAsync(order.Id);
        return true;
    }

    public async Task<string?> FillCartAsync(CancellationToken cancellationToken) =>
        (await _shop!.FillCartAsync("COF-100-L", "COF-110-S", "TEA-200-M")).Id;

    public async Task<int> LinesInCartAsync(string cartId, CancellationToken cancellationToken) =>
        await _shop!.LinesOfAsync(cartId);

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_shop is not null)
        {
            await _shop.DisposeAsync();
        }

        GC.SuppressFinalize(this);
    }

    // As TestOrder names it.
    private static string Transaction(string reference) => "ch_" + reference.Split(':')[^1];

    private static Provocation With(string key, string value) =>
        new() { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { [key] = value } };

    private static Provocation Selling(string variantId, string sku) =>
        new()
        {
            Order = order => TestOrder.WithLines(order, line => line with { VariantId = variantId, Sku = sku }),
        };

    private TestVariant Variant(string sku) =>
        new(_shop!.Variant(sku), ProductId: null, sku, "Coffee or tea", KeepsStock: true);

    // Two are left where three are wanted.
    private async Task<Provocation> RunOutAsync()
    {
        await _shop!.SetStockAsync(Scarce, 2);
        return Selling(_shop.Variant(Scarce), Scarce) with { Undo = _ => _shop.SetStockAsync(Scarce, Plenty) };
    }

    private async Task<decimal> ScalarAsync(string sql, string value, CancellationToken cancellationToken)
    {
        await using var command = _database!.CreateCommand(sql);
        command.Parameters.AddWithValue(value);
        return Convert.ToDecimal(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}

/// <summary>By the plugin's mutations, on Postgres.</summary>
public sealed class VendurePlugin() : VendureUnderTest(VendureMode.Plugin, new VendureSetting { Precision = 3 })
{
    public override string? WhyNot(bool isShort) => ConformanceForm.WhyNot(isShort);
}

/// <summary>By Vendure's own mutations, on Postgres, with nothing that keeps promotions off.</summary>
public sealed class VendureCalls()
    : VendureUnderTest(
        VendureMode.Calls,
        new VendureSetting
        {
            Precision = 3,
            Mutations = false,
            Guard = false,
        }
    )
{
    public override PlatformLimits Limits { get; } =
        new()
        {
            TwoProcesses = "Nothing in Vendure keeps two processes from paying one order: the engine's lease does.",
            Promotions = "Without the plugin's guard Vendure applies running promotions to every order.",
            OneCustomer = "Nothing in Vendure keeps one e-mail address from two customers.",
        };
}

/// <summary>By the plugin's mutations, in memory, with Vendure's usual two decimals.</summary>
public sealed class VendureInMemory() : VendureUnderTest(VendureMode.Plugin, new VendureSetting { OnPostgres = false })
{
    public override PlatformLimits Limits { get; } =
        new()
        {
            Refuses = new Dictionary<SaleCase, string> { [SaleCase.Dinar] = PlatformReason.CurrencyPrecision },
        };
}
