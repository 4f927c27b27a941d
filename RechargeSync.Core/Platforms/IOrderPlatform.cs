using System.Diagnostics.CodeAnalysis;
using RechargeSync.Core.Http;

namespace RechargeSync.Core.Platforms;

/// <summary>
/// The external order platform of one store. Answers are typed; what throws is a bug or cancellation. An adapter never
/// repeats a call by itself: the order's state machine decides that.
/// </summary>
internal interface IOrderPlatform
{
    /// <summary>Looks an order up by our reference. <see cref="PlatformAnswer.NotFound"/> where there is none.</summary>
    Task<PlatformAnswer> FindAsync(string reference, CancellationToken cancellationToken);

    /// <summary>Creates an order; its reference is its idempotency key and unique external reference.</summary>
    Task<PlatformAnswer> CreateAsync(OutgoingOrder order, CancellationToken cancellationToken);

    /// <summary>Brings an order up to date. Safe to repeat.</summary>
    Task<PlatformAnswer> UpdateAsync(string platformOrderId, OutgoingOrder order, CancellationToken cancellationToken);

    /// <summary>Empties a cart. Safe to repeat; a cart that is gone is as good as empty.</summary>
    /// <returns>Null where nothing is in the cart any more.</returns>
    Task<CallFailure?> ClearCartAsync(string cartId, CancellationToken cancellationToken);
}

/// <summary>A platform order's id and number; where the platform has one of them only, both are the same.</summary>
internal sealed record PlatformIds(string Id, string Number);

/// <summary>What a platform may answer where an order was asked for or sent.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of one closed set.")]
internal abstract record PlatformAnswer
{
    private PlatformAnswer() { }

    /// <summary>It worked.</summary>
    public sealed record Ok(PlatformIds Ids) : PlatformAnswer;

    /// <summary>The order or reference does not exist.</summary>
    public sealed record NotFound : PlatformAnswer;

    /// <summary>The reference is taken already: look it up.</summary>
    public sealed record Taken : PlatformAnswer;

    /// <summary>It failed.</summary>
    public sealed record Failed(CallFailure Failure) : PlatformAnswer;
}
