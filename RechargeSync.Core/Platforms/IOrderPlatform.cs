namespace RechargeSync.Core.Platforms;

/// <summary>
/// The external order platform of one store. Answers are typed; what throws is a bug or cancellation. An adapter never
/// repeats a call by itself: the order's state machine decides that.
/// </summary>
internal interface IOrderPlatform
{
    /// <summary>
    /// Looks an order up by our reference. <see cref="PlatformAnswer{T}.NotFound"/> where there is none.
    /// </summary>
    Task<PlatformAnswer<PlatformIds>> FindAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Creates an order; the reference is its idempotency key and unique external reference.</summary>
    Task<PlatformAnswer<PlatformIds>> CreateAsync(
        string reference,
        PlatformOrder order,
        CancellationToken cancellationToken
    );

    /// <summary>Brings an order up to date. Safe to repeat.</summary>
    Task<PlatformAnswer<PlatformIds>> UpdateAsync(
        string platformOrderId,
        PlatformOrder order,
        CancellationToken cancellationToken
    );

    /// <summary>Empties a cart. Safe to repeat; <see cref="PlatformAnswer{T}.NotFound"/> where it is gone.</summary>
    Task<PlatformAnswer<bool>> ClearCartAsync(string cartId, CancellationToken cancellationToken);
}
