using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Bulk;

/// <summary>
/// What endpoints answer that act at once on what is named, and by a job on what a filter lets through.
/// </summary>
internal static class BulkAnswers
{
    /// <summary>Where to follow a job.</summary>
    public static string AddressOf(BulkJob job) =>
        string.Create(CultureInfo.InvariantCulture, $"{AdminApi.Root}/jobs/{job.Id}");

    /// <summary>What was done at once.</summary>
    public static Results<Ok<T>, Accepted<TJob>, ProblemHttpResult> ToResult<T, TJob>(this Answer<T> answer)
        where T : class => answer.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(answer.Value!);

    /// <summary>A job that has begun.</summary>
    public static Results<Ok<T>, Accepted<BulkJob>, ProblemHttpResult> ToAccepted<T>(this Answer<BulkJob> answer) =>
        answer.Refusal is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Accepted(AddressOf(answer.Value!), answer.Value!);
}
