using RechargeSync.Console.Bulk;
using RechargeSync.Console.Client;
using RechargeSync.Console.Layout;
using RechargeSync.Console.Parts;

namespace RechargeSync.Console.DeadLetters;

/// <summary>Where the forms of the dead letters lead.</summary>
internal static class DeadLetterForms
{
    private const string List = "/dead-letters";

    public static void Map(IEndpointRouteBuilder forms)
    {
        forms.MapPost(List + "/retry", RetryAsync);
        forms.MapPost(List + "/discard", DiscardAsync);
    }

    private static Task<IResult> RetryAsync(
        IFormCollection form,
        DeadLetterOperations deadLetters,
        FormPosts posts,
        HttpContext context
    )
    {
        var selection = Selection(form);
        return selection.Ids.Count == 0
            ? posts.BeginAsync(
                context,
                List,
                actor => deadLetters.ReplayAllAsync(selection, actor, context.RequestAborted)
            )
            : posts.DoAsync(
                context,
                List,
                actor => deadLetters.ReplayAsync(selection, actor, context.RequestAborted),
                done => $"{Display.Plural(done.Count, "dead letter")} given back: each goes on at the step that failed."
            );
    }

    private static Task<IResult> DiscardAsync(
        IFormCollection form,
        DeadLetterOperations deadLetters,
        FormPosts posts,
        HttpContext context
    )
    {
        var selection = Selection(form);
        return selection.Ids.Count == 0
            ? posts.BeginAsync(
                context,
                List,
                actor => deadLetters.DiscardAllAsync(selection, actor, context.RequestAborted)
            )
            : posts.DoAsync(
                context,
                List,
                actor => deadLetters.DiscardAsync(selection, actor, context.RequestAborted),
                done => $"{Display.Plural(done.Count, "dead letter")} discarded."
            );
    }

    private static DeadLetterSelection Selection(IFormCollection form) =>
        new()
        {
            Store = form["store"].ToString(),
            Kind = Given(form["kind"]),
            Reason = Given(form["reason"]),
            Ids = [.. form["id"].OfType<string>()],
            Note = Given(form["note"]),
        };

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
