using System.Net;
using System.Text.Json;
using RechargeSync.Platforms.Calls;

namespace RechargeSync.Platforms.Vendure;

/// <summary>An entry of a GraphQL answer's <c>errors</c>.</summary>
/// <param name="Message">In the shop's language, or the database's own.</param>
/// <param name="Code"><c>extensions.code</c>; null where an exception came through as it was.</param>
internal sealed record VendureError(string Message, string? Code);

/// <summary>
/// An answer of Vendure's admin API. Errors come with HTTP 200 too, in <c>errors</c> or as a result of a union, and
/// whoever asks judges those of its own results with <see cref="VendureVerdict"/>. Pure.
/// </summary>
internal sealed record VendureAnswer
{
    private VendureAnswer(HttpOutcome outcome, JsonElement data, IReadOnlyList<VendureError> errors)
    {
        (Outcome, Data, Errors) = (outcome, data, errors);
        Failure = VendureVerdict.Of(this);
    }

    /// <summary>The exchange.</summary>
    public HttpOutcome Outcome { get; }

    /// <summary>The member <c>data</c>; may be there in part beside errors.</summary>
    public JsonElement Data { get; }

    /// <summary>What went wrong; empty where nothing did.</summary>
    public IReadOnlyList<VendureError> Errors { get; }

    /// <summary>How the call as a whole failed; null where each result can be read.</summary>
    public CallFailure? Failure { get; private init; }

    /// <summary>The session has ended, or the administrator may not do this.</summary>
    public bool IsForbidden => Has("FORBIDDEN");

    /// <summary>Something of this id does not exist.</summary>
    public bool IsNotFound => Has("ENTITY_NOT_FOUND");

    /// <summary>The shop's schema lacks a field, a type or a mutation that was asked for.</summary>
    public bool LacksSchema =>
        Outcome.Status == HttpStatusCode.BadRequest
        && Errors.Any(error =>
            error.Message.Contains("Cannot query field", StringComparison.Ordinal)
            || error.Message.Contains("Unknown type", StringComparison.Ordinal)
            || error.Message.Contains("Unknown argument", StringComparison.Ordinal)
            || error.Message.Contains("is not defined by type", StringComparison.Ordinal)
        );

    /// <summary>A value that must be unique is there already: of what we write, only our reference is.</summary>
    public bool IsDuplicate =>
        Errors.Any(error =>
            error.Message.Contains("duplicate key value", StringComparison.OrdinalIgnoreCase)
            || error.Message.Contains("UNIQUE constraint failed", StringComparison.OrdinalIgnoreCase)
            || error.Message.Contains("Duplicate entry", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>Reads an exchange.</summary>
    public static VendureAnswer Of(HttpOutcome outcome)
    {
        var isJson = outcome.Body.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..];
        var (document, problem) = isJson
            ? outcome.Read(VendureAnswersJson.Default.JsonDocument)
            : (null, "no JSON object");
        if (document is null)
        {
            return new VendureAnswer(
                outcome.IsSuccess ? outcome with { Failure = outcome.Malformed(problem!) } : outcome,
                default,
                []
            );
        }

        var root = document.RootElement;
        return new VendureAnswer(
            outcome,
            root.At("data"),
            [
                .. root.EachAt("errors")
                    .Select(error => new VendureError(
                        error.TextAt("message") ?? "",
                        error.TextAt("extensions", "code")
                    )),
            ]
        );
    }

    /// <summary>A call that was not made, or whose answer is judged by what came before it.</summary>
    public static VendureAnswer Failed(CallFailure failure) => new(HttpOutcome.NoAnswer(failure), default, []);

    private bool Has(string code) => Errors.Any(error => error.Code == code);
}
