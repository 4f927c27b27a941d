using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Core.Admin.Access;

namespace RechargeSync.Core.Admin.Endpoints;

/// <summary>Checks what an operator says of an act.</summary>
internal static class Notes
{
    private const int Longest = 1000;

    /// <summary>What is wrong with a note; null where nothing is.</summary>
    public static ProblemHttpResult? Check(string? note, bool required) =>
        required && string.IsNullOrWhiteSpace(note)
            ? AdminProblems.BadRequest("note is required: say why nothing is to be done.")
        : note is { Length: > Longest } ? AdminProblems.BadRequest("note is 1000 characters long at most.")
        : note?.Contains('\0', StringComparison.Ordinal) == true
            ? AdminProblems.BadRequest("note holds a NUL character.")
        : null;
}
