using System.Diagnostics.CodeAnalysis;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms;

/// <summary>
/// A platform order's id and number, 1 to 200 characters each and none of them a control character; where there is one
/// of them only, both are the same. Others are taken for a defect: the attempt fails with <c>malformed</c>.
/// </summary>
/// <param name="Id">Never changes; Recharge shows it as <c>external_order_id</c>.</param>
/// <param name="Number">What people call the order by.</param>
public sealed record PlatformIds(string Id, string Number);

/// <summary>What a platform may answer where an order was asked for or sent: a closed set.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of one closed set.")]
public abstract record PlatformAnswer
{
    private PlatformAnswer() { }

    /// <summary>The order holds what was given with the call, and did not before.</summary>
    /// <param name="Ids">The platform's ids of it.</param>
    public sealed record Made(PlatformIds Ids) : PlatformAnswer;

    /// <summary>
    /// The order was there, finished. To a create this says nothing of what it holds, so that an update follows; to an
    /// update it says that the order is as told.
    /// </summary>
    /// <param name="Ids">The platform's ids of it.</param>
    public sealed record Existed(PlatformIds Ids) : PlatformAnswer;

    /// <summary>
    /// The order has been begun and is not final, a draft or an unpaid one. A create finishes it; until the settle time
    /// has passed, somebody else may still be at it.
    /// </summary>
    /// <param name="Id">
    /// An id that <see cref="IOrderPlatform.CancelAsync"/> takes, for an order that is no longer wanted; null for none.
    /// </param>
    public sealed record HalfMade(string? Id) : PlatformAnswer;

    /// <summary>The order or reference does not exist.</summary>
    public sealed record NotFound : PlatformAnswer;

    /// <summary>The reference is taken already: look it up.</summary>
    public sealed record Taken : PlatformAnswer;

    /// <summary>The platform has been told a later version already.</summary>
    /// <param name="Version">The one that it has; 0 where it does not say.</param>
    public sealed record Outdated(long Version) : PlatformAnswer;

    /// <summary>An update holds a change that the platform cannot take. Nothing of it was done.</summary>
    /// <param name="Fields">
    /// Which members of <see cref="PlatformOrder"/>, such as <c>lines</c>; of no order's contents.
    /// </param>
    /// <param name="Why">In words for an operator, the platform's own where it has any.</param>
    public sealed record NotCarried(IReadOnlyList<string> Fields, string Why) : PlatformAnswer;

    /// <summary>The platform has no such call.</summary>
    public sealed record NotSupported : PlatformAnswer;

    /// <summary>It failed.</summary>
    /// <param name="Failure">How, and what that allows.</param>
    public sealed record Failed(CallFailure Failure) : PlatformAnswer;
}

/// <summary>What a platform may answer where an order is to be cancelled or its refund noted: a closed set.</summary>
[SuppressMessage("Design", "CA1034", Justification = "The cases of one closed set.")]
public abstract record PlatformChange
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
    /// <param name="Failure">How, and what that allows.</param>
    public sealed record Failed(CallFailure Failure) : PlatformChange;
}

/// <summary>What an order is to be brought up to.</summary>
/// <param name="Order">The order.</param>
/// <param name="Version">Above zero, and higher than that of each update of the order that was begun before.</param>
public sealed record PlatformUpdate(OutgoingOrder Order, long Version);

/// <summary>An order that is to be cancelled.</summary>
/// <param name="PlatformOrderId">The platform's own id, or that of a <see cref="PlatformAnswer.HalfMade"/> one.</param>
/// <param name="Currency">The order's, an ISO 4217 code; null where it is not known any more.</param>
/// <param name="Reason">Why, in words for the platform's history; null where nothing is known.</param>
public sealed record PlatformCancellation(string PlatformOrderId, string? Currency, string? Reason);

/// <summary>What has been given back of an order.</summary>
/// <param name="IsWhole">True where it is all of it.</param>
/// <param name="Amount">
/// All of it so far, in major units of the order's currency; null where Recharge does not tell.
/// </param>
/// <param name="Currency">The order's, an ISO 4217 code; null where it is not known any more.</param>
public sealed record PlatformRefund(bool IsWhole, decimal? Amount, string? Currency = null);

/// <summary>A storefront cart that was checked out.</summary>
/// <param name="Id">As the checkout names it.</param>
/// <param name="Currency">The checkout's, an ISO 4217 code; null where it is not known.</param>
public sealed record PlatformCart(string Id, string? Currency)
{
    /// <summary>Prints nothing: whoever knows the id can open the cart.</summary>
    public override string ToString() => "[cart]";
}
