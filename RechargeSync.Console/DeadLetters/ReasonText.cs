using RechargeSync.Core.Orders;
using RechargeSync.Core.Work;
using RechargeSync.Platforms;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Console.DeadLetters;

/// <summary>What a dead letter's reason means, or an ignored order's, and what usually mends it. Pure.</summary>
internal static class ReasonText
{
    private const string Later = "Retry once the other side is well again.";

    private static readonly (string[] Reasons, string Meaning, string Advice)[] s_words =
    [
        (
            ["refused"],
            "The other side will not take it.",
            "Its words stand with the failed attempts: mend what they name there, then retry."
        ),
        (
            ["not_found"],
            "The other side does not know what was asked for.",
            "See in the failed attempts which address it was; mend it there, then retry."
        ),
        (
            ["not_implemented"],
            "The other side cannot do this.",
            "Check the platform's adapter and its address, then retry."
        ),
        (
            ["foreign_external_id"],
            "Recharge holds an external id that is not ours, though we created an order.",
            "Find out who wrote it. Remove it at Recharge and retry, or ignore with a note."
        ),
        (
            ["platform_order_gone"],
            "The platform no longer knows the order that is to be updated.",
            "Restore it there and retry, or ignore with a note."
        ),
        (
            ["payload_gone"],
            "The stored payload was erased, and what Recharge answers brings none in its place.",
            "Change the order at Recharge, so that it sends it anew, or ignore with a note."
        ),
        (
            ["unauthorized"],
            "The other side refused our key or token.",
            "Mend the store's key or token, then retry all."
        ),
        (["timeout", "unreachable", "broken"], "The other side could not be reached for 24 hours.", Later),
        (["server_error", "malformed", "request_failed"], "The other side answered with errors for 24 hours.", Later),
        (
            [HttpOutcome.WrongAddress],
            "The other side did not know the address at which orders are sent.",
            "Correct the store's base address, or the way to it, then retry all."
        ),
        (
            ["redirected"],
            "The other side pointed to another address, which is not followed.",
            "Correct the store's base address, then retry all."
        ),
        (
            [PlatformReason.OutOfStock],
            "The platform had not enough stock, for days.",
            "Restock there, then retry; or cancel the order at Recharge."
        ),
        (
            [PlatformReason.TotalDiffers],
            "The platform would total it up to something else than Recharge took.",
            "Its words name both totals. Look for promotions that apply by themselves, and for taxes, then retry."
        ),
        (
            [PlatformReason.UnknownVariant],
            "A line names a variant that the platform does not have, or does not sell.",
            "Create or publish it there, or correct the line at Recharge; then retry."
        ),
        (
            [PlatformReason.CountryNotServed],
            "The platform does not ship to the country.",
            "Add the country there, or correct the address at Recharge; then retry."
        ),
        (
            [PlatformReason.TooLarge],
            "It, or a text of it, is longer than the platform takes.",
            "Its words name the part. Widen the field there, or shorten it at Recharge; then retry."
        ),
        (
            [PlatformReason.CurrencyPrecision],
            "An amount has more decimals, or is larger, than the platform can hold.",
            "Raise the precision there, then retry."
        ),
        (
            [PlatformReason.OrderIncomplete],
            "It was begun on the platform, and could not be finished for 24 hours.",
            "Its failed attempts say what is in the way. A retry goes on with what is there."
        ),
        (
            [PlatformReason.Configuration],
            "The platform, or our side of it, is not set up for orders.",
            "rechargesync doctor names what is missing. Mend it, then retry all."
        ),
        (["throttled", "conflict", "locked"], "The other side was too busy for 24 hours.", Later),
        (
            ["reference_taken"],
            "The platform says that our reference is taken, and does not find an order under it.",
            "Look for it on the platform; then retry, or ignore with a note."
        ),
        (
            [OrderReason.UpdateOutdated],
            "The platform calls our updates older than what it has, and does not say than which.",
            "Its answer 412 has to name the version that it has; then retry."
        ),
        (
            ["lease_over"],
            "Each try took longer than a worker may hold an order.",
            "Look for slow calls in the traces, then retry."
        ),
        (
            [RetryPolicy.CannotSave],
            "The database refuses to store what was delivered, or what the other side answered.",
            "What Postgres says stands with the failed attempts. Mend the value where it comes from, then retry; a "
                + "retry first looks up what has happened outside."
        ),
        (["unexpected"], "An error of our own.", "The log tells more. Retry after an update."),
        (
            [OrderReason.CancelNotPossible],
            "It was cancelled at Recharge, and the platform cannot cancel it.",
            "The platform's words stand with the failed attempts. Cancel it there by hand, or stop the parcel, then "
                + "ignore with a note; retry where the platform can do it by now."
        ),
        (
            [OrderReason.RefundNotPossible],
            "Money was given back at Recharge (a refund), and the platform cannot note it.",
            "The platform's words stand with the failed attempts. Note the refund there by hand, then ignore with a "
                + "note; retry where the platform can do it by now."
        ),
        (
            [OrderReason.UpdateNotPossible],
            "It was changed at Recharge, in a way that the platform cannot take.",
            "The platform's words stand with the failed attempts. Make the change there by hand, then ignore with a "
                + "note; the next change at Recharge is tried again by itself."
        ),
        (
            [OrderReason.CancelledOnPlatform],
            "Recharge calls it paid again, after the platform was told to cancel it.",
            "Find out whether it is to be shipped. If so, open it again on the platform and retry; else cancel it at "
                + "Recharge."
        ),
        (
            [OrderReason.NotUnderstood],
            "What Recharge answers for the order cannot be read.",
            "Its delivery names the part that breaks the rules. A retry asks Recharge again: once the order is "
                + "corrected there, or after an update that understands it."
        ),
        (
            [OrderReason.NoLines],
            "It is paid and has no line, at Recharge either.",
            "Look at it at Recharge. A retry asks again; or ignore with a note."
        ),
        (
            [OrderReason.Redacted],
            "The shopper's data were taken out at Recharge before the order was placed.",
            "Place it as it is by 'Place now' on its page, or ignore with a note."
        ),
        (
            [OrderReason.LinkUnknown],
            "Recharge holds an external id that the platform does not know.",
            "Take the id away or correct it at Recharge, which gives the order another chance; or retry once the "
                + "platform knows it."
        ),
        (
            [OrderReason.RechargeOrderGone],
            "Recharge does not know the order that it was asked for.",
            "See at Recharge whether it was deleted; ignore with a note if so, else retry."
        ),
    ];

    private static readonly string[] s_ignored =
    [
        OrderReason.BeforeGoLive,
        OrderReason.CancelledBefore,
        OrderReason.RefundedBefore,
    ];

    /// <summary>The reasons that are known; others name the part of a delivery that breaks the rules.</summary>
    public static IEnumerable<string> Known => s_words.SelectMany(words => words.Reasons).Concat(s_ignored);

    /// <summary>What the reason means; null where it is none of ours.</summary>
    public static string? MeaningOf(string? reason) =>
        Array.Find(s_words, words => words.Reasons.Contains(reason, StringComparer.Ordinal)).Meaning;

    public static (string Meaning, string Advice) Of(string? reason)
    {
        if (string.IsNullOrEmpty(reason))
        {
            return ("No reason was recorded.", "Look at the failed attempts.");
        }

        var (_, meaning, advice) = Array.Find(s_words, words => words.Reasons.Contains(reason, StringComparer.Ordinal));
        return meaning is null
            ? (
                "A delivery that was rightly signed and is not understood.",
                "The reason names the part that breaks the rules. Retry after an update that understands it, "
                    + "or ignore with a note."
            )
            : (meaning, advice);
    }
}
