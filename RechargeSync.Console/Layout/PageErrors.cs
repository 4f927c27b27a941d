using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Core.Admin.Access;
using RechargeSync.Core.Admin.Client;

namespace RechargeSync.Console.Components;

/// <summary>
/// Shows what the admin API refused as a page, and gives an address that leads nowhere a page as well.
/// </summary>
internal sealed class PageErrors(RequestDelegate next)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (AdminPaths.IsApi(context.Request.Path))
        {
            await next(context);
            return;
        }

        try
        {
            await next(context);
            if (
                context is { Response: { HasStarted: false, ContentLength: null }, User.Identity.IsAuthenticated: true }
            )
            {
                await ExplainAsync(context);
            }
        }
        catch (AdminException exception) when (!context.Response.HasStarted)
        {
            await ShowAsync(context, exception.Status, exception.Title, exception.Detail);
        }
        catch (HttpRequestException) when (!context.Response.HasStarted)
        {
            await ShowAsync(
                context,
                StatusCodes.Status503ServiceUnavailable,
                "The admin API cannot be reached",
                "Try again in a moment."
            );
        }
    }

    // What the framework refused without a word.
    private static Task ExplainAsync(HttpContext context) =>
        context.Response.StatusCode switch
        {
            StatusCodes.Status404NotFound when context.GetEndpoint() is null => ShowAsync(
                context,
                StatusCodes.Status404NotFound,
                "There is no such page",
                detail: null
            ),
            StatusCodes.Status400BadRequest => ShowAsync(
                context,
                StatusCodes.Status400BadRequest,
                "The form is out of date",
                "Go back, reload the page, and send it again."
            ),
            _ => Task.CompletedTask,
        };

    /// <summary>Shows an error of our own, which is in the log.</summary>
    public static Task ShowFailureAsync(HttpContext context) =>
        ShowAsync(
            context,
            StatusCodes.Status500InternalServerError,
            "Something went wrong here",
            "The log tells more. Try again; what was asked for may have been done."
        );

    private static Task ShowAsync(HttpContext context, int status, string title, string? detail)
    {
        context.Response.Clear();
        return new RazorComponentResult<ProblemPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(ProblemPage.Status)] = status,
                [nameof(ProblemPage.Title)] = title,
                [nameof(ProblemPage.Detail)] = detail,
            }
        )
        {
            StatusCode = status,
        }.ExecuteAsync(context);
    }
}
