using Microsoft.AspNetCore.Mvc;
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

    private static Task<IResult> RetryAsync(
        [FromForm] string? store, [FromForm] string? kind, [FromForm] string? reason, [FromForm(Name = "id")] string[]? ids, [FromForm] string? note, PageActs acts, HttpContext context) =>
        acts.DoAsync(context, List, async (api, token) =>
        {
            var done = await api.ReplayDeadLettersAsync(Selection(store, kind, reason, ids, note), token);
            return $"{Words.Plural(done.Count, "dead letter")} given back: each goes on at the step that failed.";
        });

    private static Task<IResult> IgnoreAsync(
        [FromForm] string? store, [FromForm] string? kind, [FromForm] string? reason, [FromForm(Name = "id")] string[]? ids, [FromForm] string? note, PageActs acts, HttpContext context) =>
        acts.DoAsync(context, List, async (api, token) =>
        {
            var done = await api.IgnoreDeadLettersAsync(Selection(store, kind, reason, ids, note), token);
            return $"{Words.Plural(done.Count, "dead letter")} put away.";
        });

    private static DeadLetterSelection Selection(string? store, string? kind, string? reason, string[]? ids, string? note) => new()
    {
        Store = store ?? "",
        Kind = string.IsNullOrEmpty(kind) ? null : kind,
        Reason = string.IsNullOrEmpty(reason) ? null : reason,
        Ids = ids ?? [],
        Note = string.IsNullOrWhiteSpace(note) ? null : note,
    };
}
