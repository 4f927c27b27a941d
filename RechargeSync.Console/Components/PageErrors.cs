using Microsoft.AspNetCore.Http.HttpResults;
using RechargeSync.Core.Admin.Access;
using RechargeSync.Core.Admin.Client;

namespace RechargeSync.Console.Components;

/// <summary>Shows what the admin API refused as a page, and gives an address that leads nowhere a page as well.</summary>
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
            if (context is { Response: { HasStarted: false, StatusCode: StatusCodes.Status404NotFound, ContentLength: null }, User.Identity.IsAuthenticated: true } && context.GetEndpoint() is null)
            {
                await ShowAsync(context, StatusCodes.Status404NotFound, "There is no such page", detail: null);
            }
        }
        catch (AdminException exception) when (!context.Response.HasStarted)
        {
            await ShowAsync(context, exception.Status, exception.Title, exception.Detail);
        }
        catch (HttpRequestException) when (!context.Response.HasStarted)
        {
            await ShowAsync(context, StatusCodes.Status503ServiceUnavailable, "The admin API cannot be reached", "Try again in a moment.");
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted && exception.StatusCode == StatusCodes.Status400BadRequest)
        {
            await ShowAsync(context, StatusCodes.Status400BadRequest, "The form is out of date", "Go back, reload the page, and send it again.");
        }
    }

    private static Task ShowAsync(HttpContext context, int status, string title, string? detail)
    {
        context.Response.Clear();
        return new RazorComponentResult<ProblemPage>(new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            [nameof(ProblemPage.Status)] = status,
            [nameof(ProblemPage.Title)] = title,
            [nameof(ProblemPage.Detail)] = detail,
        })
        { StatusCode = status }.ExecuteAsync(context);
    }
}
