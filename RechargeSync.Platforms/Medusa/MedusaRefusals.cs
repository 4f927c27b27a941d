using System.Net;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Medusa;

/// <summary>
/// What Medusa means by a refusal. Its types are few, so that its sentences have to tell: those of 2.21.2, each seen.
/// Pure.
/// </summary>
internal static class MedusaRefusals
{
    private static readonly string[] s_stock =
    [
        "Not enough stock available",
        "is not associated with any stock location",
        "does not have the required inventory",
    ];

    private static readonly string[] s_configuration =
    [
        "SalesChannel with id",
        "Sales channel with id",
        "Region with id",
        "publishable key",
        "Publishable API key",
    ];

    /// <summary>The failure of a call that did not succeed.</summary>
    public static CallFailure Judge(HttpOutcome outcome)
    {
        var (type, code, message) = Read(outcome);
        return outcome.Status switch
        {
            null => outcome.Failure!,
            HttpStatusCode.RequestEntityTooLarge => OfOrder(PlatformReason.TooLarge),
            HttpStatusCode.NotFound when type is null => outcome.FailureOfKnownAddress!,
            _ when type is PlatformReason.Configuration || Says(message, s_configuration) => outcome.Judged(
                CallFailureKind.Configuration,
                PlatformReason.Configuration,
                message
            ),
            _ when type is PlatformReason.TotalDiffers => OfOrder(PlatformReason.TotalDiffers),
            _ when type is PlatformReason.UnknownVariant || IsUnknownVariant(message) => OfOrder(
                PlatformReason.UnknownVariant
            ),
            _ when code is "insufficient_inventory" || Says(message, s_stock) => outcome.Judged(
                CallFailureKind.OutOfStock,
                PlatformReason.OutOfStock,
                message
            ),
            _ => outcome.Failure!,
        };

        CallFailure OfOrder(string reason) => outcome.Judged(CallFailureKind.Permanent, reason, message);
    }

    /// <summary>Our setting, or the shop's, is wrong: nothing has happened.</summary>
    public static CallFailure Misconfigured(string detail) =>
        new(CallFailureKind.Configuration, PlatformReason.Configuration, Detail: detail) { Blame = Blame.Side };

    /// <summary>This order cannot be placed as it is.</summary>
    public static CallFailure OfOrder(string reason, string detail) =>
        new(CallFailureKind.Permanent, reason, Detail: detail) { Blame = Blame.Order };

    /// <summary>Whether an order with the reference is there already.</summary>
    public static bool IsTaken(HttpOutcome outcome) =>
        outcome.Status is HttpStatusCode.BadRequest
        && Read(outcome).Message is var message
        && Says(message, "custom_display_id")
        && Says(message, "already exists");

    /// <summary>
    /// Whether Medusa answered that what was asked for is not there, and not that it has no such call.
    /// </summary>
    public static bool IsNotFound(HttpOutcome outcome) =>
        outcome.Status is HttpStatusCode.NotFound && Read(outcome).Type is not null;

    /// <summary>Whether Medusa has no such call: it answers that as a page.</summary>
    public static bool IsNoSuchCall(HttpOutcome outcome) =>
        outcome.Status is HttpStatusCode.NotFound && Read(outcome).Type is null;

    /// <summary>Whether an order cannot be cancelled any more, such as one that was fulfilled.</summary>
    public static bool IsNotAllowed(HttpOutcome outcome) =>
        outcome.Status is HttpStatusCode.BadRequest && Read(outcome).Type is "not_allowed";

    /// <summary>Whether the order was cancelled before: it takes nothing any more.</summary>
    public static bool IsCanceled(HttpOutcome outcome) =>
        outcome.Status is HttpStatusCode.BadRequest && Says(Read(outcome).Message, "has been canceled");

    /// <summary>Whether a draft had been converted before.</summary>
    public static bool IsConverted(HttpOutcome outcome) =>
        outcome.Status is HttpStatusCode.BadRequest && Says(Read(outcome).Message, "is not a draft order");

    /// <summary>Whether a cart was checked out.</summary>
    public static bool IsCompletedCart(HttpOutcome outcome) =>
        outcome.Status is HttpStatusCode.BadRequest && Says(Read(outcome).Message, "is already completed");

    /// <summary>What it says, for a person.</summary>
    public static string Words(HttpOutcome outcome) =>
        Read(outcome).Message is { Length: > 0 } message ? message : $"Medusa answered {(int?)outcome.Status}.";

    private static (string? Type, string? Code, string Message) Read(HttpOutcome outcome)
    {
        var (refusal, _) = outcome.Read(MedusaJson.Default.MedusaRefusal);
        return (refusal?.Type, refusal?.Code, refusal?.Message ?? "");
    }

    private static bool IsUnknownVariant(string message) =>
        message.StartsWith("Variants ", StringComparison.Ordinal) && Says(message, "do not exist");

    private static bool Says(string message, params ReadOnlySpan<string> any)
    {
        foreach (var words in any)
        {
            if (message.Contains(words, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
