namespace RechargeSync.Core.Stores;

/// <summary>Where a checkout can name the storefront cart.</summary>
public enum CartField
{
    /// <summary>The id that the storefront handed over at <c>POST /checkouts</c>.</summary>
    ExternalCheckoutId,

    /// <summary>The note or order attribute named by <see cref="StoreOptions.CartAttribute"/>.</summary>
    Attribute,

    /// <summary>The checkout's own token.</summary>
    Token,
}
