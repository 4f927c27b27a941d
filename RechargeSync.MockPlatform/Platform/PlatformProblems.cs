using Microsoft.AspNetCore.Mvc;

namespace RechargeSync.MockPlatform.Platform;

/// <summary>The platform's error answers: problem+json throughout.</summary>
internal static class PlatformProblems
{
    private const string NotPossibleCode = "not_possible";

    public static IResult Of(int status, string title, string? detail = null) =>
        TypedResults.Problem(
            new ProblemDetails
            {
                Status = status,
                Title = title,
                Detail = detail,
            }
        );

    /// <summary>What was asked for cannot be done to the order as it stands; asking again does not help.</summary>
    /// <param name="why">In words.</param>
    public static IResult NotPossible(string why) =>
        TypedResults.Problem(
            new ProblemDetails
            {
                Status = StatusCodes.Status409Conflict,
                Type = NotPossibleCode,
                Title = "This is not possible.",
                Detail = why,
                Extensions = { ["code"] = NotPossibleCode },
            }
        );

    /// <summary>An update of an older version than the one that the order has.</summary>
    public static IResult Outdated(long version) =>
        TypedResults.Problem(
            new ProblemDetails
            {
                Status = StatusCodes.Status412PreconditionFailed,
                Title = "The order has a later version.",
                Extensions = { ["version"] = version },
            }
        );

    public static IResult Invalid(IDictionary<string, string[]> errors) =>
        TypedResults.Problem(
            new HttpValidationProblemDetails(errors)
            {
                Status = StatusCodes.Status422UnprocessableEntity,
                Title = "The order cannot be accepted.",
            }
        );

    /// <summary>The answers that faults give.</summary>
    public static IResult Fault(int status) =>
        status switch
        {
            StatusCodes.Status429TooManyRequests => Of(
                status,
                "Too many requests.",
                "Wait for the seconds that Retry-After names."
            ),
            StatusCodes.Status503ServiceUnavailable => Of(status, "The platform is not available."),
            _ => Of(status, "The platform failed."),
        };
}
