using RechargeSync.Console.Components.Layout;
using RechargeSync.Core.Admin.Client;

namespace RechargeSync.Console.Components;

/// <summary>
/// What the pages' forms share: an act by the admin API, a notice of what came of it, and the way back.
/// </summary>
internal sealed class PageActs(AdminClient api, Notices notices)
{
    /// <summary>Acts, and sends the browser to a page of ours, so that a reload does not act again.</summary>
    /// <param name="context">The form's request.</param>
    /// <param name="back">The page to show; built from encoded parts.</param>
    /// <param name="act">Acts, and says in plain words what happens now.</param>
    public async Task<IResult> DoAsync(
        HttpContext context,
        string back,
        Func<AdminClient, CancellationToken, Task<string>> act
    )
    {
        try
        {
            notices.Put(context, new Notice(IsProblem: false, await act(api, context.RequestAborted)));
        }
        catch (AdminException exception)
        {
            notices.Put(context, new Notice(IsProblem: true, exception.Detail ?? exception.Title));
        }

        context.Response.Headers.Location = back;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }
}
