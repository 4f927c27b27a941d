namespace Microsoft.Extensions.ServiceDiscovery;

/// <summary>Sends a request for a service's name to one of its endpoints.</summary>
internal sealed class ResolvingHttpHandler(ServiceEndpoints endpoints) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var original = request.RequestUri;
        if (original is null)
        {
            return await base.SendAsync(request, cancellationToken);
        }

        request.RequestUri = endpoints.Resolve(original);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        finally
        {
            // A retry above us resolves the name anew, and so may reach another endpoint.
            request.RequestUri = original;
        }
    }
}
