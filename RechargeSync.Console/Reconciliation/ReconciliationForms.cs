using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using RechargeSync.Console.Bulk;
using RechargeSync.Console.Client;
using RechargeSync.Console.Layout;
using RechargeSync.Console.Parts;

namespace RechargeSync.Console.Reconciliation;

/// <summary>Where the forms of the reconciliation lead.</summary>
internal static class ReconciliationForms
{
    private const string List = "/reconciliation";

    public static void Map(IEndpointRouteBuilder forms)
    {
        forms.MapPost(List + "/run", RunAsync);
        forms.MapPost(List + "/{id:long}/heal", HealAsync);
    }

    private static Task<IResult> RunAsync(
        [FromForm] string? store,
        [FromForm] string? since,
        [FromForm] string? note,
        [FromForm] bool? dryRun,
        JobOperations jobs,
        FormPosts posts,
        HttpContext context
    )
    {
        var request = new ReconcileRequest
        {
            Store = store ?? "",
            Since = Utc(since),
            DryRun = dryRun ?? false,
            Note = note,
        };
        return posts.DoAsync(
            context,
            List,
            actor => jobs.ReconcileAsync(request, actor, context.RequestAborted),
            asked => asked.Message
        );
    }

    private static Task<IResult> HealAsync(
        long id,
        [FromForm] string? note,
        JobOperations jobs,
        FormPosts posts,
        HttpContext context
    ) =>
        posts.DoAsync(
            context,
            $"{List}/{Display.Id(id)}",
            actor => jobs.HealAsync(new HealRequest { RunId = id, Note = note }, actor, context.RequestAborted),
            asked => asked.Message,
            asked => asked.Job is { } job ? BulkForms.PageOf(job) : $"{List}/{Display.Id(id)}"
        );

    // The field holds a wall time, which the page says is UTC.
    private static DateTimeOffset? Utc(string? time) =>
        DateTimeOffset.TryParse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
            ? at
            : null;
}
