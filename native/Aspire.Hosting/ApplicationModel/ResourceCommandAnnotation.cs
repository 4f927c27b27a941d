namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that a person can have a resource do.</summary>
public sealed class ResourceCommandAnnotation : IResourceAnnotation
{
    private readonly EndpointReference _endpoint;
    private readonly string _path;
    private readonly HttpCommandOptions _options;

    internal ResourceCommandAnnotation(string name, string displayName, EndpointReference endpoint, string path, HttpCommandOptions options) =>
        (Name, DisplayName, _endpoint, _path, _options) = (name, displayName, endpoint, path, options);

    /// <summary>Names it in <see cref="ResourceCommandService"/>.</summary>
    public string Name { get; }

    /// <summary>Names it to a person.</summary>
    public string DisplayName { get; }

    /// <summary>The request that carries it out.</summary>
    internal async Task<HttpRequestMessage> CreateRequestAsync()
    {
        var request = new HttpRequestMessage(_options.Method ?? HttpMethod.Post, new UriBuilder(_endpoint.Url) { Path = _path }.Uri);
        if (_options.PrepareRequest is { } prepare)
        {
            await prepare(new HttpCommandRequestContext { Request = request });
        }

        return request;
    }
}
