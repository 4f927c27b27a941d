using Microsoft.AspNetCore.Mvc;
using RechargeSync.Console.Layout;

namespace RechargeSync.Console.Pauses;

/// <summary>Where the forms of the pauses lead.</summary>
internal static class PauseForms
{
    public static void Map(IEndpointRouteBuilder forms) => forms.MapPost("/pauses/resume", ResumeAsync);

    private static Task<IResult> ResumeAsync(
        [FromForm] string? store,
        [FromForm] string? side,
        PauseOperations pauses,
        FormPosts posts,
        HttpContext context
    ) =>
        posts.DoAsync(
            context,
            "/pauses",
            actor => pauses.ResumeAsync(store ?? "", side ?? "", note: null, actor, context.RequestAborted),
            resumed => resumed.Message
        );
}
