using RechargeSync.Console.Components.Parts;
using RechargeSync.Core.DeadLetters;

namespace RechargeSync.Console.Components.DeadLetters;

/// <summary>Where the forms of the dead letters lead.</summary>
internal static class DeadLetterActs
{
    private const string List = "/dead-letters";

    public static void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(List + "/retry", RetryAsync);
        endpoints.MapPost(List + "/ignore", IgnoreAsync);
    }

    private static Task<IResult> RetryAsync(IFormCollection form, PageActs acts, HttpContext context) =>
        acts.DoAsync(
            context,
            List,
            async (api, token) =>
            {
                var done = await api.ReplayDeadLettersAsync(Selection(form), token);
                return $"{Words.Plural(done.Count, "dead letter")} given back: each goes on at the step that failed.";
            }
        );

    private static Task<IResult> IgnoreAsync(IFormCollection form, PageActs acts, HttpContext context) =>
        acts.DoAsync(
            context,
            List,
            async (api, token) =>
            {
                var done = await api.IgnoreDeadLettersAsync(Selection(form), token);
                return $"{Words.Plural(done.Count, "dead letter")} put away.";
            }
        );

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
