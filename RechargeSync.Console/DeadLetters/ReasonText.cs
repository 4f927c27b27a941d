namespace RechargeSync.Console.DeadLetters;

/// <summary>What a dead letter's reason means, and what usually mends it. Pure.</summary>
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
            "The stored payload that is in force cannot be found.",
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
            ["redirected"],
            "The other side pointed to another address, which is not followed.",
            "Correct the store's base address, then retry all."
        ),
        (["throttled", "conflict", "locked"], "The other side was too busy for 24 hours.", Later),
        (
            ["reference_taken"],
            "The platform says that our reference is taken, and does not find an order under it.",
            "Look for it on the platform; then retry, or ignore with a note."
        ),
        (
            ["lease_over"],
            "Each try took longer than a worker may hold an order.",
            "Look for slow calls in the traces, then retry."
        ),
        (["unexpected"], "An error of our own.", "The log tells more. Retry after an update."),
    ];

    /// <summary>The reasons that are known; others name the part of a delivery that breaks the rules.</summary>
    public static IEnumerable<string> Known => s_words.SelectMany(words => words.Reasons);

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
