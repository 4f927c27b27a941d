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

    /// <summary>
    /// Brings an order up to date. Safe to repeat. <see cref="PlatformAnswer.Outdated"/> where the platform knows that it
    /// has been told a later version; one that keeps none takes whatever comes.
    /// </summary>
    Task<PlatformAnswer> UpdateAsync(
        string platformOrderId,
        PlatformUpdate update,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Looks an order up by the platform's own id. <see cref="PlatformAnswer.NotFound"/> where there is none;
    /// <see cref="PlatformAnswer.NotSupported"/> where the platform cannot be asked that.
    /// </summary>
    Task<PlatformAnswer> GetAsync(string platformOrderId, CancellationToken cancellationToken);

    /// <summary>Cancels an order. Safe to repeat.</summary>
    Task<PlatformChange> CancelAsync(string platformOrderId, CancellationToken cancellationToken);

    /// <summary>Notes what has been given back of an order. Safe to repeat: the amount is all of it so far.</summary>
    Task<PlatformChange> RefundAsync(
        string platformOrderId,
        PlatformRefund refund,
        CancellationToken cancellationToken
    );

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

    /// <summary>The platform has been told a later version already.</summary>
    /// <param name="Version">The one that it has; 0 where it does not say.</param>
    public sealed record Outdated(long Version) : PlatformAnswer;

    /// <summary>The platform has no such call.</summary>
    public sealed record NotSupported : PlatformAnswer;

    /// <summary>It failed.</summary>
    public sealed record Failed(CallFailure Failure) : PlatformAnswer;
}

/// <summary>What an order is to be brought up to.</summary>
/// <param name="Order">The order.</param>
/// <param name="Version">Above zero, and higher than that of each update of the order that was begun before.</param>
internal sealed record PlatformUpdate(OutgoingOrder Order, long Version);

/// <summary>What has been given back of an order.</summary>
/// <param name="IsWhole">True where it is all of it.</param>
/// <param name="Amount">All of it so far, in the order's currency; null where Recharge does not tell.</param>
internal sealed record PlatformRefund(bool IsWhole, decimal? Amount);

/// <summary>What a platform may answer where an order is to be cancelled or its refund noted.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of one closed set.")]
internal abstract record PlatformChange
{
    private PlatformChange() { }

    /// <summary>It is done, now or by an earlier call.</summary>
    public sealed record Done : PlatformChange;

    /// <summary>The platform refuses it, for a reason that stays: the order has been shipped, for instance.</summary>
    /// <param name="Reason">The reason in the platform's own words.</param>
    public sealed record NotPossible(string Reason) : PlatformChange;

    /// <summary>The platform does not know the order, or has no such call.</summary>
    public sealed record NotFound : PlatformChange;

    /// <summary>It failed.</summary>
    public sealed record Failed(CallFailure Failure) : PlatformChange;
}
