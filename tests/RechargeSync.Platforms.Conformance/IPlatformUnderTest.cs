using Microsoft.Extensions.DependencyInjection;

namespace RechargeSync.Platforms.Conformance;

/// <summary>
/// A platform of one kind, served for the tests, and what only its own database and its own API can tell. It has a
/// parameterless constructor that does nothing; one is made for each class of tests, and another one in each further
/// process, which registers the kind and is never started.
/// </summary>
public interface IPlatformUnderTest : IAsyncDisposable
{
    /// <summary>The kind's name, as <see cref="Register"/> gives it.</summary>
    string Kind { get; }

    /// <summary>Registers the kind, as the host does it: <c>services.AddAcmePlatform()</c>.</summary>
    void Register(IServiceCollection services);

    /// <summary>Starts the server, and brings in what <see cref="Catalogue"/> promises.</summary>
    /// <exception cref="PlatformMissingException">
    /// It cannot be served on this machine: its tests are skipped.
    /// </exception>
    Task StartAsync(CancellationToken cancellationToken);

    /// <summary>Why a test is not to be run now; null to run it.</summary>
    /// <param name="isShort">Whether it belongs to the few that say most: those of the trait <c>Form=short</c>.</param>
    string? WhyNot(bool isShort) => null;

    /// <summary>
    /// The store's settings below <c>Stores:{store}:Platform</c>, such as <c>BaseUrl</c>, <c>ApiKey</c> and
    /// <c>Acme:Channel</c>. With these everything is in place.
    /// </summary>
    IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>What can be ordered.</summary>
    TestCatalogue Catalogue { get; }

    /// <summary>What this kind, set up like this, cannot promise.</summary>
    PlatformLimits Limits => PlatformLimits.None;

    /// <summary>Reads an order from the platform's own API.</summary>
    /// <param name="reference">Its reference.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>The one order, finished or cancelled; null where there is none.</returns>
    Task<PlacedOrder?> ReadAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Counts in the platform's own database.</summary>
    /// <param name="reference">Whose order, payments and stock.</param>
    /// <param name="email">Whose customers.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    Task<PlatformCounts> CountAsync(string reference, string email, CancellationToken cancellationToken);

    /// <summary>
    /// Begins a promotion that makes every order cheaper by itself; disposing of it ends it. Null where the platform
    /// has no such thing.
    /// </summary>
    Task<IAsyncDisposable?> StartPromotionAsync(CancellationToken cancellationToken);

    /// <summary>Brings an error about. Null where there is no such error on the platform.</summary>
    Task<Provocation?> ProvokeAsync(ProvokedError wanted, CancellationToken cancellationToken);

    /// <summary>Makes a shopper with an account of his own; false where the platform knows no accounts.</summary>
    Task<bool> RegisterShopperAsync(string email, CancellationToken cancellationToken);

    /// <summary>Ships all of an order, by the platform's own means; false where nothing is shipped there.</summary>
    Task<bool> FulfilAsync(PlatformIds order, CancellationToken cancellationToken);

    /// <summary>
    /// Fills a shopper's cart with the catalogue's variants; returns its id, or null where there are no carts.
    /// </summary>
    Task<string?> FillCartAsync(CancellationToken cancellationToken);

    /// <summary>How many lines are in a cart; 0 as well where the cart is gone.</summary>
    Task<int> LinesInCartAsync(string cartId, CancellationToken cancellationToken);
}

/// <summary>What a kind cannot promise, each with the reason in words; null where it promises it.</summary>
public sealed record PlatformLimits
{
    /// <summary>It promises everything.</summary>
    public static readonly PlatformLimits None = new();

    /// <summary>Why two processes that place one order at once may pay it twice.</summary>
    public string? TwoProcesses { get; init; }

    /// <summary>
    /// Why an order that a running promotion would make cheaper is refused
    /// (<see cref="PlatformReason.TotalDiffers"/>), and not placed as it was paid.
    /// </summary>
    public string? Promotions { get; init; }

    /// <summary>Why several orders of a new shopper at once may make several customers of him.</summary>
    public string? OneCustomer { get; init; }

    /// <summary>Which sales are refused, by the reason of the refusal, such as <c>currency_precision</c>.</summary>
    public IReadOnlyDictionary<SaleCase, string> Refuses { get; init; } = new Dictionary<SaleCase, string>();
}

/// <summary>
/// The platform cannot be served on this machine: its tests are skipped, with the message as their reason.
/// </summary>
public sealed class PlatformMissingException : Exception
{
    /// <summary>Without a reason.</summary>
    public PlatformMissingException() { }

    /// <summary>With the reason.</summary>
    public PlatformMissingException(string message)
        : base(message) { }

    /// <summary>With the reason and its cause.</summary>
    public PlatformMissingException(string message, Exception? innerException)
        : base(message, innerException) { }
}
