using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Layout;

/// <summary>
/// Shows what was refused as a page, and gives an address that leads nowhere a page as well.
/// </summary>
internal sealed class PageErrors(RequestDelegate next, ILogger<PageErrors> log)
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
        catch (Exception exception) when (!context.Response.HasStarted && Faults.Explain(exception) is not null)
        {
            if (exception is not RefusedException)
            {
                log.PageFailed(exception);
            }

            await ShowAsync(context, Faults.Explain(exception)!);
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
            StatusCodes.Status403Forbidden => ShowAsync(context, Refusal.Forbidden),
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

    private static Task ShowAsync(HttpContext context, Refusal refusal) =>
        ShowAsync(context, refusal.Status, refusal.Title, refusal.Detail);

    private static async Task ShowAsync(HttpContext context, int status, string title, string? detail)
    {
        context.Response.Clear();
        var page = new RazorComponentResult<ProblemPage>(
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                [nameof(ProblemPage.Status)] = status,
                [nameof(ProblemPage.Title)] = title,
                [nameof(ProblemPage.Detail)] = detail,
            }
        )
        {
            StatusCode = status,
        };

        // A page that failed has begun to render with the request's services, and they serve one rendering alone.
        var services = context.RequestServices;
        await using var scope = services.CreateAsyncScope();
        context.RequestServices = scope.ServiceProvider;
        try
        {
            await page.ExecuteAsync(context);
        }
        finally
        {
            context.RequestServices = services;
        }
    }
}
