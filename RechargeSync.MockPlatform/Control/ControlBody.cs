using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;

namespace RechargeSync.MockPlatform.Control;

/// <summary>Reads the bodies of control calls, and answers what is wrong with them in words.</summary>
internal static class ControlBody
{
    public static async Task<(T? Body, IResult? Refusal)> ReadAsync<T>(
        HttpRequest request,
        JsonTypeInfo<T> type,
        CancellationToken cancellationToken
    )
        where T : class
    {
        try
        {
            var body = await JsonSerializer.DeserializeAsync(request.Body, type, cancellationToken);
            return body is null ? (null, Invalid("The body must be a JSON object.")) : (body, null);
        }
        catch (JsonException e)
        {
            return (null, Invalid(e.Message));
        }
    }

    public static IResult Invalid(string detail) =>
        TypedResults.Problem(
            new ProblemDetails
            {
                Status = StatusCodes.Status400BadRequest,
                Title = "The request cannot be understood.",
                Detail = detail,
            }
        );

    public static IResult Invalid(IDictionary<string, string[]> errors) =>
        TypedResults.Problem(
            new HttpValidationProblemDetails(errors)
            {
                Status = StatusCodes.Status400BadRequest,
                Title = "The request has values that are not allowed.",
            }
        );
}
