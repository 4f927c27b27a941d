using Microsoft.AspNetCore.Mvc;
using RechargeSync.Console.Client;
using RechargeSync.Console.Hosting;
using RechargeSync.Console.Layout;
using RechargeSync.Console.Parts;

namespace RechargeSync.Console.Bulk;

/// <summary>Where forms lead that begin a bulk job, or stop one.</summary>
internal static class BulkForms
{
    private const string List = "/jobs";

    /// <summary>The page of a job.</summary>
    public static string PageOf(BulkJob job) => $"{List}/{Display.Id(job.Id)}";

    public static void Map(IEndpointRouteBuilder forms) => forms.MapPost(List + "/{id:long}/stop", StopAsync);

    /// <summary>Begins a job, and sends the browser to its page.</summary>
    /// <param name="posts">Does it.</param>
    /// <param name="context">The form's request.</param>
    /// <param name="back">The page to show where it was refused.</param>
    /// <param name="action">Begins it in the name that it is given.</param>
    public static Task<IResult> BeginAsync(
        this FormPosts posts,
        HttpContext context,
        string back,
        Func<string, Task<Answer<BulkJob>>> action
    ) =>
        posts.DoAsync(
            context,
            back,
            action,
            job => $"The workers have it: {Display.Plural(job.Total, "row")}, behind fresh orders.",
            PageOf
        );

    private static Task<IResult> StopAsync(
        long id,
        [FromForm] string? note,
        BulkOperations jobs,
        FormPosts posts,
        HttpContext context
    ) =>
        posts.DoAsync(
            context,
            $"{List}/{Display.Id(id)}",
            actor => jobs.StopAsync(id, note, actor, context.RequestAborted),
            job => $"Stopped after {Display.Number(job.Done)} of {Display.Number(job.Total)}."
        );
}
