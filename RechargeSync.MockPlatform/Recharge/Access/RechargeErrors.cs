using System.Text.Json.Nodes;

namespace RechargeSync.MockPlatform.Recharge.Access;

/// <summary>Recharge's error answers, in the bodies that were seen from it.</summary>
internal static class RechargeErrors
{
    public static IResult BadAuthentication() =>
        Error(StatusCodes.Status401Unauthorized, "error", "bad authentication");

    public static IResult NotFound() => Error(StatusCodes.Status404NotFound, "errors", "Not Found");

    public static IResult InProgress() =>
        Error(StatusCodes.Status409Conflict, "error", "A call to this route is already in progress.");

    public static IResult BadRequest(string message) => Error(StatusCodes.Status400BadRequest, "error", message);

    public static IResult NotAnObject() =>
        Error(StatusCodes.Status415UnsupportedMediaType, "error", "The body must be a JSON object.");

    public static IResult UnknownVersion(string asked) =>
        Error(StatusCodes.Status426UpgradeRequired, "error", $"Invalid API version '{asked}'. Use 2021-01 or 2021-11.");

    public static IResult TooManyRequests() =>
        Error(StatusCodes.Status429TooManyRequests, "warning", "too many requests");

    public static IResult ServerError(int status) =>
        Error(
            status,
            "error",
            status == StatusCodes.Status503ServiceUnavailable ? "Service Unavailable" : "Internal Server Error"
        );

    /// <summary>422 with one message for one field.</summary>
    public static IResult Invalid(string field, string message) =>
        Invalid(new JsonObject { [field] = new JsonArray(message) });

    /// <summary>422 with errors by field.</summary>
    public static IResult Invalid(JsonObject errors) =>
        new RawJson(StatusCodes.Status422UnprocessableEntity, JsonBytes.From(new JsonObject { ["errors"] = errors }));

    private static RawJson Error(int status, string key, string message) =>
        new(status, JsonBytes.From(new JsonObject { [key] = message }));
}
