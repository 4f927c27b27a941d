using RechargeSync.Core.Admin.Access;

namespace RechargeSync.Console.Web;

/// <summary>Adds the proof of who looks at the page to each call.</summary>
internal sealed class CallerHandler(IHttpContextAccessor contexts, PageIdentity pages) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        if (contexts.HttpContext is { } context)
        {
            // As the visitor named us, since hosts may be restricted to that name.
            request.Headers.Host = context.Request.Host.Value;
            if (AdminCaller.Of(context.User) is { } caller)
            {
                request.Headers.Add(PageIdentity.Header, pages.Issue(caller));
            }
        }

        return base.SendAsync(request, cancellationToken);
    }
}
