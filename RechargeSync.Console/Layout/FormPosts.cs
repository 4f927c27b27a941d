using RechargeSync.Console.Access;
using RechargeSync.Console.Hosting;

namespace RechargeSync.Console.Layout;

/// <summary>What the pages' forms share: an action, a notice of what came of it, and the way back.</summary>
internal sealed class FormPosts(Notices notices, ILogger<FormPosts> log)
{
    /// <summary>Acts, and sends the browser to a page of ours, so that a reload does not act again.</summary>
    /// <param name="context">The form's request.</param>
    /// <param name="back">The page to show; built from encoded parts.</param>
    /// <param name="action">Acts in the name that it is given.</param>
    /// <param name="message">Says in plain words what happens now.</param>
    public async Task<IResult> DoAsync<T>(
        HttpContext context,
        string back,
        Func<string, Task<Answer<T>>> action,
        Func<T, string> message
    )
        where T : class
    {
        notices.Put(context, await TryAsync(context, action, message));
        context.Response.Headers.Location = back;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<Notice> TryAsync<T>(
        HttpContext context,
        Func<string, Task<Answer<T>>> action,
        Func<T, string> message
    )
        where T : class
    {
        try
        {
            var answer = await action(AdminCaller.NameOf(context));
            return answer.Refusal is { } refusal
                ? new Notice(IsProblem: true, refusal.Detail)
                : new Notice(IsProblem: false, message(answer.Value!));
        }
        catch (Exception exception) when (Faults.Explain(exception) is not null)
        {
            log.PageFailed(exception);
            return new Notice(IsProblem: true, Faults.Explain(exception)!.Detail);
        }
    }
}
