using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms;

/// <summary>
/// The order platform of one store; one instance serves all calls of a worker, several at once. An adapter answers with
/// typed results: what throws is a defect, or cancellation. It never repeats a call by itself, since when to try again,
/// and whether to look first, is the engine's business. Find, create and check are each adapter's; the others answer by
/// default that the platform has no such call, and <see cref="Capabilities"/> says so beforehand.
/// </summary>
/// <remarks>
/// <para>
/// <b>Time.</b> Each method is one operation, however many calls it makes: its token ends all of them together, after
/// <c>Platform:Timeout</c>, and is to be passed on to each. An operation that runs out of time throws
/// <see cref="OperationCanceledException"/>; it then counts as <see cref="CallFailureKind.Ambiguous"/>.
/// </para>
/// <para>
/// <b>Money</b> is a decimal in major units of the order's currency: 24.30 is 24 dollars 30, or 24 dinars 300. An
/// adapter rounds nothing: what the platform cannot hold exactly is refused with
/// <see cref="PlatformReason.CurrencyPrecision"/>.
/// </para>
/// <para>
/// <b>Failures</b> are judged by the adapter, which alone knows what an answer means: a GraphQL error comes with HTTP
/// 200. Each is <see cref="PlatformAnswer.Failed"/> with a <see cref="CallFailure"/>, whose kind says what may be
/// repeated, and whose <see cref="Blame"/> says whether this order is refused or any would have been.
/// </para>
/// </remarks>
public interface IOrderPlatform
{
    /// <summary>
    /// Which calls the platform has, and which changes of an order it can take. The same for as long as it lives.
    /// </summary>
    PlatformCapabilities Capabilities { get; }

    /// <summary>Looks an order up by our reference, exactly. Changes nothing.</summary>
    /// <param name="reference">Such as <c>recharge:default:534919106</c>; at most 120 characters.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>
    /// <see cref="PlatformAnswer.Existed"/> with a finished order, also a cancelled one;
    /// <see cref="PlatformAnswer.HalfMade"/> with one that a create has begun and not finished;
    /// <see cref="PlatformAnswer.NotFound"/> where nothing has the reference.
    /// </returns>
    Task<PlatformAnswer> FindAsync(string reference, CancellationToken cancellationToken);

    /// <summary>
    /// Creates an order, or finishes one that an earlier call has begun. Safe to repeat, at any time and also at the
    /// same time: one reference gives one order, paid once.
    /// </summary>
    /// <param name="order">
    /// The order; <see cref="PlatformOrder.Reference"/> is its unique reference and idempotency key.
    /// </param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>
    /// <see cref="PlatformAnswer.Made"/> where the order now holds what was given, by this call or by an earlier call
    /// of the same contents that it has finished; <see cref="PlatformAnswer.Existed"/> where a finished order had the
    /// reference, whatever it was made from: an update follows; <see cref="PlatformAnswer.Taken"/> where the platform
    /// says only that the reference is taken: it is looked up; <see cref="PlatformAnswer.HalfMade"/> where it was begun
    /// and could not be finished now. What the platform totals up to something else than the order's total is never
    /// made final: <see cref="PlatformReason.TotalDiffers"/>.
    /// </returns>
    Task<PlatformAnswer> CreateAsync(OutgoingOrder order, CancellationToken cancellationToken);

    /// <summary>
    /// Brings an order up to date: what is mentioned is set, what is not stays as it is. Safe to repeat.
    /// </summary>
    /// <param name="platformOrderId">The platform's own id, as a create has answered it.</param>
    /// <param name="update">What it is to be, and the update's version.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>
    /// <see cref="PlatformAnswer.Existed"/> where the order is as told, whether that took a call or not;
    /// <see cref="PlatformAnswer.NotCarried"/> where the platform cannot take a change of it, and none was made: a
    /// person has to see to it, and nothing is repeated until the order changes again;
    /// <see cref="PlatformAnswer.Outdated"/> where the platform knows that it has been told a later version (one that
    /// keeps none takes whatever comes); <see cref="PlatformAnswer.NotFound"/> where there is no such order.
    /// </returns>
    Task<PlatformAnswer> UpdateAsync(
        string platformOrderId,
        PlatformUpdate update,
        CancellationToken cancellationToken
    ) => Task.FromResult<PlatformAnswer>(new PlatformAnswer.NotSupported());

    /// <summary>
    /// Looks an order up by the platform's own id, which may be one that somebody else has written. Changes nothing.
    /// </summary>
    /// <param name="platformOrderId">Any text.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>
    /// <see cref="PlatformAnswer.Existed"/>, or <see cref="PlatformAnswer.NotFound"/> where there is none;
    /// <see cref="PlatformAnswer.NotSupported"/> where the platform cannot be asked that.
    /// </returns>
    Task<PlatformAnswer> GetAsync(string platformOrderId, CancellationToken cancellationToken) =>
        Task.FromResult<PlatformAnswer>(new PlatformAnswer.NotSupported());

    /// <summary>
    /// Cancels an order, or takes away what a create has begun and not finished. Safe to repeat: cancelled already is
    /// done.
    /// </summary>
    /// <param name="cancellation">Which, and why.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<PlatformChange> CancelAsync(PlatformCancellation cancellation, CancellationToken cancellationToken) =>
        Task.FromResult<PlatformChange>(new PlatformChange.NotFound());

    /// <summary>
    /// Notes what has been given back of an order; the money has moved already, and none is to be paid out. Safe to
    /// repeat: the amount is all of it so far.
    /// </summary>
    /// <param name="platformOrderId">The platform's own id.</param>
    /// <param name="refund">How much.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    Task<PlatformChange> RefundAsync(
        string platformOrderId,
        PlatformRefund refund,
        CancellationToken cancellationToken
    ) => Task.FromResult<PlatformChange>(new PlatformChange.NotFound());

    /// <summary>Empties a cart. Safe to repeat; a cart that is gone, or was checked out, is as good as empty.</summary>
    /// <param name="cart">Which. Its id opens it for whoever knows it: it belongs in no message and in no span.</param>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>Null where nothing is in the cart any more.</returns>
    Task<CallFailure?> ClearCartAsync(PlatformCart cart, CancellationToken cancellationToken) =>
        Task.FromResult<CallFailure?>(null);

    /// <summary>
    /// Finds out, for <c>rechargesync doctor</c>, whether orders could be placed: credentials first
    /// (<see cref="PlatformFinding.Credentials"/>), then whatever the platform has of region, channel, currency
    /// precision, promotions that would re-price an order, the piece that the merchant has installed for us and its
    /// version. Changes nothing that stays, and is over within ten seconds.
    /// </summary>
    /// <param name="cancellationToken">Ends the operation.</param>
    /// <returns>What was found, the good as well as the bad; after a bad one about credentials nothing else.</returns>
    Task<IReadOnlyList<PlatformFinding>> CheckAsync(CancellationToken cancellationToken);
}
