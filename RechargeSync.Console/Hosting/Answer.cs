using Microsoft.AspNetCore.Http.HttpResults;

namespace RechargeSync.Console.Hosting;

/// <summary>
/// Why a question is not answered, or an action not done, and what to do. The API tells it as problem+json, a page as a
/// page or a notice.
/// </summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Title">The kind of problem.</param>
/// <param name="Detail">What to do.</param>
internal sealed record Refusal(int Status, string Title, string Detail)
{
    public static Refusal BadRequest(string detail) =>
        new(StatusCodes.Status400BadRequest, "The request cannot be understood", detail);

    public static Refusal NotFound(string detail) => new(StatusCodes.Status404NotFound, "Not found", detail);

    public static Refusal Conflict(string detail) => new(StatusCodes.Status409Conflict, "Not possible now", detail);

    public static Refusal Unavailable(string title, string detail) =>
        new(StatusCodes.Status503ServiceUnavailable, title, detail);

    /// <summary>What is left to say to somebody who may not act.</summary>
    public static Refusal Forbidden { get; } =
        new(
            StatusCodes.Status403Forbidden,
            "Not allowed",
            "This needs the role operator: use a key with Role operator, or ask somebody who has one."
        );

    public ProblemHttpResult ToProblem() => TypedResults.Problem(Detail, statusCode: Status, title: Title);

    public Task WriteAsync(HttpContext context) => ToProblem().ExecuteAsync(context);
}

/// <summary>What a query or an action answers: a value, or why there is none.</summary>
internal readonly record struct Answer<T>(T? Value, Refusal? Refusal)
    where T : class
{
    public static implicit operator Answer<T>(T value) => new(value, null);

    public static implicit operator Answer<T>(Refusal refusal) => new(null, refusal);

    /// <summary>As an endpoint answers it.</summary>
    public Results<Ok<T>, ProblemHttpResult> ToResult() =>
        Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(Value!);

    /// <summary>As a page needs it.</summary>
    /// <exception cref="RefusedException">There is none.</exception>
    public T OrThrow() => Refusal is { } refusal ? throw new RefusedException(refusal) : Value!;
}

/// <summary>A page cannot be shown, or may not be; <see cref="Layout.PageErrors"/> shows why.</summary>
internal sealed class RefusedException(Refusal refusal) : Exception(refusal.Title)
{
    public Refusal Refusal => refusal;
}

/// <summary>Checks what an operator says of an action.</summary>
internal static class Notes
{
    private const int Longest = 1000;

    /// <summary>What is wrong with a note; null where nothing is.</summary>
    public static Refusal? Check(string? note, bool required = false) =>
        required && string.IsNullOrWhiteSpace(note)
            ? Refusal.BadRequest("note is required: say why nothing is to be done.")
        : note is { Length: > Longest } ? Refusal.BadRequest("note is 1000 characters long at most.")
        : note?.Contains('\0', StringComparison.Ordinal) == true ? Refusal.BadRequest("note holds a NUL character.")
        : null;
}
