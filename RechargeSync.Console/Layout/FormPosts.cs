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
    /// <param name="next">The page to show after an act that was done; null for <paramref name="back"/>.</param>
    public async Task<IResult> DoAsync<T>(
        HttpContext context,
        string back,
        Func<string, Task<Answer<T>>> action,
        Func<T, string> message,
        Func<T, string>? next = null
    )
        where T : class
    {
        var answer = await TryAsync(context, action);
        notices.Put(
            context,
            answer.Refusal is { } refusal
                ? new Notice(IsProblem: true, refusal.Detail)
                : new Notice(IsProblem: false, message(answer.Value!))
        );
        context.Response.Headers.Location = answer.Value is { } done && next is not null ? next(done) : back;
        return TypedResults.StatusCode(StatusCodes.Status303SeeOther);
    }

    private async Task<Answer<T>> TryAsync<T>(HttpContext context, Func<string, Task<Answer<T>>> action)
        where T : class
    {
        try
        {
            return await action(AdminCaller.NameOf(context));
        }
        catch (Exception exception) when (Faults.Explain(exception) is not null)
        {
            log.PageFailed(exception);
            return Faults.Explain(exception)!;
        }
    }
}
