using System.Text.Json;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Vendure;

/// <summary>What Vendure's errors mean for an order. Pure.</summary>
internal static class VendureVerdict
{
    /// <summary>The plugin's reason where a SKU is that of several variants, which Vendure allows.</summary>
    private const string AmbiguousVariant = "ambiguous_variant";

    /// <summary>How a call as a whole failed; null where each of its results can be read.</summary>
    public static CallFailure? Of(VendureAnswer answer)
    {
        var outcome = answer.Outcome;
        if (answer.LacksSchema)
        {
            return outcome.Judged(
                CallFailureKind.Configuration,
                PlatformReason.Configuration,
                $"the shop lacks custom fields or mutations of the plugin: {answer.Errors[0].Message}"
            );
        }

        if (outcome.Failure is not null)
        {
            return outcome.FailureOfKnownAddress;
        }

        return answer.Errors is [var error, ..] ? Of(outcome, error, answer)
            : answer.Data.ValueKind == JsonValueKind.Object ? null
            : outcome.Malformed("an object with 'data' was expected");
    }

    /// <summary>What a result that is an error says; null where it is none.</summary>
    /// <param name="outcome">The exchange.</param>
    /// <param name="result">A result that was asked for <c>errorCode</c> and <c>message</c>.</param>
    public static CallFailure? OfResult(HttpOutcome outcome, JsonElement result)
    {
        if (result.TextAt("errorCode") is not { } code)
        {
            return result.IsThere() ? null : outcome.Malformed("a result is missing");
        }

        var detail = $"{code}: {result.TextAt("transitionError") ?? result.TextAt("message")}";
        return Refused(outcome, ReasonOf(code, detail), detail);
    }

    /// <summary>What a refusal of the plugin says.</summary>
    public static CallFailure Refused(HttpOutcome outcome, string reason, string detail) =>
        reason switch
        {
            PlatformReason.OutOfStock => outcome.Judged(CallFailureKind.OutOfStock, reason, detail),
            PlatformReason.Configuration => outcome.Judged(CallFailureKind.Configuration, reason, detail),
            PlatformReason.UnknownVariant
            or PlatformReason.CountryNotServed
            or PlatformReason.TotalDiffers
            or PlatformReason.TooLarge => outcome.Judged(CallFailureKind.Permanent, reason, detail),
            AmbiguousVariant => outcome.Judged(CallFailureKind.Permanent, PlatformReason.UnknownVariant, detail),
            _ => outcome.Judged(CallFailureKind.Permanent, "refused", detail),
        };

    private static string ReasonOf(string code, string detail) =>
        code switch
        {
            "INSUFFICIENT_STOCK_ERROR" => PlatformReason.OutOfStock,
            "ORDER_STATE_TRANSITION_ERROR" when detail.Contains("stock", StringComparison.OrdinalIgnoreCase) =>
                PlatformReason.OutOfStock,
            "ORDER_LIMIT_ERROR" => PlatformReason.TooLarge,
            "INELIGIBLE_SHIPPING_METHOD_ERROR" => PlatformReason.Configuration,
            _ => "refused",
        };

    private static CallFailure Of(HttpOutcome outcome, VendureError error, VendureAnswer answer) =>
        error switch
        {
            _ when answer.IsForbidden => outcome.Judged(
                CallFailureKind.Configuration,
                PlatformReason.Configuration,
                $"the administrator may not do this, or the session was not accepted: {error.Message}"
            ),
            { Code: "USER_INPUT_ERROR" or "BAD_USER_INPUT" or "GRAPHQL_VALIDATION_FAILED" or "ENTITY_NOT_FOUND" } =>
                outcome.Judged(CallFailureKind.Permanent, "refused", error.Message),
            { Message: var message } when message.Contains("out of range", StringComparison.OrdinalIgnoreCase) =>
                outcome.Judged(CallFailureKind.Permanent, PlatformReason.CurrencyPrecision, message),
            { Message: var message } when message.Contains("value too long", StringComparison.OrdinalIgnoreCase) =>
                outcome.Judged(CallFailureKind.Permanent, PlatformReason.TooLarge, message),

            // Of an exception that came through, a deadlock for instance, nobody knows what it left behind.
            _ => outcome.Judged(CallFailureKind.Ambiguous, "server_error", error.Message),
        };
}
