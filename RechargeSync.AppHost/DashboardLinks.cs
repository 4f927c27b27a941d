namespace RechargeSync.AppHost;

/// <summary>What a person can open from the dashboard.</summary>
internal static class DashboardLinks
{
    /// <summary>Names the services' addresses, and adds those of their pages.</summary>
    public static void Add(
        IResourceBuilder<ProjectResource> webhooks,
        IResourceBuilder<ProjectResource> worker,
        IResourceBuilder<ProjectResource> mock,
        IResourceBuilder<ProjectResource> console
    )
    {
        mock.WithUrlForEndpoint("http", url => url.DisplayText = "Storefront");
        mock.WithUrlForEndpoint("http", endpoint => Link(endpoint, "/control/audit", "What the sandbox saw"));
        console.WithUrlForEndpoint("http", url => url.DisplayText = "Operators' console");
        foreach (var service in new[] { webhooks, worker })
        {
            service.WithUrlForEndpoint("http", url => (url.Url, url.DisplayText) = ("/health", "Health"));
        }
    }

    private static ResourceUrlAnnotation Link(EndpointReference endpoint, string path, string text) =>
        new()
        {
            Endpoint = endpoint,
            Url = path,
            DisplayText = text,
        };
}
