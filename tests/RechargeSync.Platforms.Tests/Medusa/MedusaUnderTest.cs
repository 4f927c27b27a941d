using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using RechargeSync.Platforms.Medusa;

namespace RechargeSync.Platforms.Tests.Medusa;

/// <summary>A Medusa of <c>samples/medusa</c> on Postgres.</summary>
public abstract class MedusaUnderTest : IPlatformUnderTest
{
    private const string Kept = "COF-200";
    private const string Unkept = "COF-100-L";
    private const string Unpublished = "COF-300";
    private const int Plenty = 1_000_000;
    private const int Percent = 10;

    private static readonly string[] s_currencies = ["USD", "EUR", "JPY", "KWD"];

    private readonly MedusaMode _mode;
    private MedusaShop? _shop;
    private NpgsqlDataSource? _database;

    private protected MedusaUnderTest(MedusaMode mode) => _mode = mode;

    public string Kind => "medusa";

    public abstract PlatformLimits Limits { get; }

    public IReadOnlyDictionary<string, string?> Settings =>
        new Dictionary<string, string?>(
            s_currencies.SelectMany(currency =>
                (KeyValuePair<string, string?>[])
                    [
                        new($"Medusa:Currencies:{currency}:Region", _shop!.Region(currency)),
                        new($"Medusa:Currencies:{currency}:ShippingOption", _shop.ShippingOptionId),
                    ]
            ),
            StringComparer.Ordinal
        )
        {
            ["BaseUrl"] = _shop!.BaseUrl,
            ["ApiKey"] = _shop.SecretKey,
            ["Medusa:Mode"] = _mode.ToString(),
            ["Medusa:SalesChannelId"] = _shop.SalesChannelId,
            ["Medusa:PublishableKey"] = _shop.PublishableKey,
        };

    public TestCatalogue Catalogue =>
        new(
            [
                new TestVariant(_shop!.Variant(Kept), ProductId: null, Kept, "Rare Coffee", KeepsStock: true),
                new TestVariant(_shop.Variant(Unkept), ProductId: null, Unkept, "House Blend Coffee"),
            ],
            s_currencies,
            OtherCountry: "DE"
        );

    public void Register(IServiceCollection services) => services.AddMedusaPlatform();

    public abstract string? WhyNot(bool isShort);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var machine = await TestContext.Current.GetFixture<MedusaMachine>();
        _shop = await machine!.StartShopAsync(cancellationToken);
        _database = NpgsqlDataSource.Create(_shop.ConnectionString + ";Maximum Pool Size=2");
        await _shop.SetStockAsync(Kept, Plenty);
    }

    public async Task<PlacedOrder?> ReadAsync(string reference, CancellationToken cancellationToken) =>
        await IdAsync(reference, cancellationToken) is { } id
            ? MedusaReading.Of(
                (await _shop!.AdminAsync(HttpMethod.Get, $"/orders/{id}?fields={MedusaReading.Fields}"))["order"]!,
                _mode
            )
            : null;

    public async Task<PlatformCounts> CountAsync(string reference, string email, CancellationToken cancellationToken) =>
        new(await _shop!.CountOrdersAsync(reference))
        {
            Payments = await _shop.CountCapturesAsync(reference),
            Paid = await ScalarAsync(
                """
                SELECT coalesce(sum(c.amount), 0) FROM "order" o
                JOIN order_payment_collection l ON l.order_id = o.id
                JOIN payment p ON p.payment_collection_id = l.payment_collection_id
                JOIN capture c ON c.payment_id = p.id
                WHERE o.custom_display_id = $1 AND c.deleted_at IS NULL
                """,
                reference,
                cancellationToken
            ),
            AllocatedUnits = (long)
                await ScalarAsync(
                    """
                    SELECT coalesce(sum(r.quantity), 0) FROM "order" o
                    JOIN (SELECT DISTINCT order_id, item_id FROM order_item) i ON i.order_id = o.id
                    JOIN reservation_item r ON r.line_item_id = i.item_id
                    WHERE o.custom_display_id = $1 AND r.deleted_at IS NULL
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
            ProvokedError.WrongKey => With("ApiKey", "sk_wrong"),
            ProvokedError.WrongSetting => With("Medusa:SalesChannelId", "sc_nobody"),
            ProvokedError.UnknownVariant => Selling("variant_nobody", "NONE-1"),
            // What Recharge has sold already can be had by the route, though it is no longer for sale.
            ProvokedError.UnpublishedVariant when _mode is MedusaMode.Rest => Selling(_shop!.Variant(Unpublished), Unpublished),
            ProvokedError.OutOfStock => await RunOutAsync(cancellationToken),
            ProvokedError.CountryNotServed => new Provocation
            {
                Order = order => order with { ShippingAddress = order.ShippingAddress.Value! with { Country = "Nowhere" } },
            },
            ProvokedError.TooLarge => new Provocation { Order = TestOrder.Huge },
            ProvokedError.TotalDiffers => new Provocation { Order = order => TestOrder.Dearer(order, by: 5) },
            _ => null,
        };

    public async Task<bool> RegisterShopperAsync(string email, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { BaseAddress = new Uri(_shop!.BaseUrl) };
        http.DefaultRequestHeaders.Add("x-publishable-api-key", _shop.PublishableKey);
        using var registered = await http.PostAsJsonAsync(
            "/auth/customer/emailpass/register",
            new JsonObject { ["email"] = email, ["password"] = "supersecret" },
            cancellationToken
        );
        var token = (await registered.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(cancellationToken))!;
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)token["token"]!);
        using var made = await http.PostAsJsonAsync(
            "/store/customers",
            new JsonObject { ["email"] = email, ["first_name"] = "Ada", ["last_name"] = "Tester", ["phone"] = "5550100" },
            cancellationToken
        );
        return made.EnsureSuccessStatusCode().IsSuccessStatusCode;
    }

    public async Task<bool> FulfilAsync(PlatformIds order, CancellationToken cancellationToken)
    {
        await _shop!.FulfillAsync(order.Id);
        return true;
    }

    public async Task<string?> FillCartAsync(CancellationToken cancellationToken) =>
        await _shop!.FillCartAsync(Unkept, "COF-100-S", Kept);

    public async Task<int> LinesInCartAsync(string cartId, CancellationToken cancellationToken) =>
        await _shop!.ItemsInCartAsync(cartId);

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

    private static Provocation With(string key, string value) =>
        new() { Settings = new Dictionary<string, string?>(StringComparer.Ordinal) { [key] = value } };

    private static Provocation Selling(string variantId, string sku) =>
        new()
        {
            Order = order => TestOrder.WithLines(order, line => line with { VariantId = variantId, Sku = sku }),
        };

    // Two are left where three are wanted.
    private async Task<Provocation> RunOutAsync(CancellationToken cancellationToken)
    {
        var items = await _shop!.AdminAsync(HttpMethod.Get, $"/inventory-items?sku={Kept}");
        var reserved = items["inventory_items"]![0]!["reserved_quantity"]!.GetValue<decimal>();
        await _shop.SetStockAsync(Kept, (int)reserved + 2);
        return new Provocation { Undo = _ => _shop.SetStockAsync(Kept, Plenty) };
    }

    private async Task<string?> IdAsync(string reference, CancellationToken cancellationToken)
    {
        await using var command = _database!.CreateCommand(
            """SELECT id FROM "order" WHERE custom_display_id = $1 AND deleted_at IS NULL"""
        );
        command.Parameters.AddWithValue(reference);
        return (string?)await command.ExecuteScalarAsync(cancellationToken);
    }

    private async Task<decimal> ScalarAsync(string sql, string value, CancellationToken cancellationToken)
    {
        await using var command = _database!.CreateCommand(sql);
        command.Parameters.AddWithValue(value);
        return Convert.ToDecimal(await command.ExecuteScalarAsync(cancellationToken), CultureInfo.InvariantCulture);
    }
}

/// <summary>By the shop's route.</summary>
public sealed class MedusaRoute() : MedusaUnderTest(MedusaMode.Route)
{
    public override PlatformLimits Limits => PlatformLimits.None;

    public override string? WhyNot(bool isShort) => ConformanceForm.WhyNot(isShort: false);
}

/// <summary>By the admin API alone.</summary>
public sealed class MedusaRest() : MedusaUnderTest(MedusaMode.Rest)
{
    public override PlatformLimits Limits { get; } =
        new()
        {
            TwoProcesses = "Nothing in Medusa's admin API keeps two processes from paying one order: the engine's lease does.",
            Promotions = "Medusa's admin API applies running promotions to every order.",
        };

    public override string? WhyNot(bool isShort) => ConformanceForm.WhyNot(isShort: false);
}
